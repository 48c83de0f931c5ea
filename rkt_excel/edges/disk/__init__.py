"""Files of others, scanned pages among them: listed, named, refused in words, one bad one never stopping the rest.

May import: edges, errors, workbook.
"""
