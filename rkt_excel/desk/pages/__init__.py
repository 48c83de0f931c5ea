"""What the pages show, one module a page: read from the work folder by the steps that only look, never kept.

May import: desk.work, edges.arrivals, edges.disk, edges.work_folder, errors, events, model.forms, model.origin,
model.papers, model.picture, model.plans, model.procedure, model.vocabulary, office.place, office.state, steps,
workbook, workbook.reading, workbook.values.
"""
