"""`rkt contoh`: the procedure on the shipped master, with forms filled as staff would fill them.

May import: edges.disk, edges.docx.pages, edges.seal, edges.work_folder, errors, model.forms, model.meeting,
model.origin, model.plans, model.tables, model.vocabulary, office.place, office.state, progress, steps,
workbook.declaration, workbook.writing.
"""
