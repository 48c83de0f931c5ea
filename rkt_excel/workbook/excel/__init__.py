"""Excel's files to cells: .xlsx and .xls, one part of the format a module.

May import: workbook.containers, workbook.values.
"""
