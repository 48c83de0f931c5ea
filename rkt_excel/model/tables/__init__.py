"""The tables that people fill: the sheets of the master and of the form, one field for each column.

May import: model.vocabulary, workbook.declaration, workbook.kinds.
"""
