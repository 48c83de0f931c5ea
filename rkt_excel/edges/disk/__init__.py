"""Files and folders that belong to others: listed, named, refused in words, one bad one never stopping the rest.

May import: errors, workbook.
"""
