"""OpenDocument spreadsheets to cells: .ods and .fods.

May import: workbook.containers, workbook.values.
"""
