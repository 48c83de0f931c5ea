"""What each command does, called by its word. Steps meet in the office, the model and the journal, never each other.

May import: edges, edges.arrivals, edges.attachments, edges.disk, edges.docx, edges.post, edges.seal,
edges.work_folder, edges.workers, errors, events, messages, model.edited, model.forms, model.meeting, model.origin,
model.papers, model.plans, model.procedure, model.quality, model.recap, model.tables, model.vocabulary, office.beside,
office.memory, office.others, office.place, office.state, progress, workbook, workbook.containers, workbook.declaration,
workbook.kinds, workbook.reading, workbook.values, workbook.writing.
"""
