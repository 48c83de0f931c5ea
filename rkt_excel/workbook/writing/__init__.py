"""Declaration and rows to an .xlsx: sheets, looks, limits, live formulas.

May import: workbook, workbook.declaration, workbook.kinds, workbook.spreadsheetml, workbook.values.
"""
