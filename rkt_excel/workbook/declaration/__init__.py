"""The declaration of a workbook, where each row and column of it stands, and its identity.

May import: workbook, workbook.kinds, workbook.values.
"""
