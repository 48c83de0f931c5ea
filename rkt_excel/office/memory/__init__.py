"""What was judged or made before and is not made again: known by its content and all that went into it.

May import: edges.disk, edges.private, model.forms, model.origin, workbook, workbook.containers,
workbook.declaration, workbook.reading, workbook.values.
"""
