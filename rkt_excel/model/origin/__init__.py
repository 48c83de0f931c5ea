"""What a plan comes from: the master, its officials and who initials when, last year, and what was signed before.

May import: errors, messages, model.rules, model.tables, model.vocabulary, workbook, workbook.declaration,
workbook.kinds, workbook.reading, workbook.values.
"""
