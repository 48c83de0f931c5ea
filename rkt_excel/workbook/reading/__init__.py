"""A file, whose format its content tells, to cells; and cells to rows and findings by the declaration.

May import: workbook, workbook.containers, workbook.declaration, workbook.excel, workbook.kinds,
workbook.opendocument, workbook.values, workbook.writing.
"""
