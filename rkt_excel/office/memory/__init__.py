"""What was judged or made before and is not made again: known by its content and all that went into it.

May import: edges, edges.arrivals, edges.disk, edges.docx.pages, edges.private, edges.seal, edges.workers, model.forms,
model.origin, progress, workbook, workbook.containers, workbook.declaration, workbook.reading, workbook.values.
"""
