"""Where a run works: inputs, work folder, clock, the master in force and the plan that was signed.

May import: edges, edges.disk, edges.docx, edges.docx.pages, edges.seal, edges.work_folder, errors, events, messages,
model.forms, model.origin, model.papers, model.procedure, model.tables, model.vocabulary, office.memory, workbook,
workbook.declaration, workbook.reading.
"""
