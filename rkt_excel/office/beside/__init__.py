"""What people typed into files that no step reads: copies, workbooks that count no more, forms that lie elsewhere.

May import: edges.disk, edges.work_folder, events, messages, model.edited, model.forms, model.meeting, model.origin,
model.plans, model.tables, model.vocabulary, office.place, workbook, workbook.declaration, workbook.reading,
workbook.values.
"""
