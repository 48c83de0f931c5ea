"""What people typed into files that no step reads: copies, workbooks that count no more, forms that lie elsewhere.

May import: edges.disk, edges.work_folder, events, messages, model.edited, model.plans, model.vocabulary, workbook,
workbook.declaration, workbook.reading.
"""
