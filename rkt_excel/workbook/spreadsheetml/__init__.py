"""XlsxWriter's workbook and sheet, cut to what the workbooks of this program hold.

May import: workbook.values.
"""
