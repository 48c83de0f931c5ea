"""The wrappings of spreadsheet files, and how much of the machine a file may ask for: zip with XML, OLE2, locked ones.

May import: workbook.values.
"""
