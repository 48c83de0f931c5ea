"""What a plan comes from: the master workbook with its officials, and what was signed before it.

May import: errors, messages, model.rules, model.tables, model.vocabulary, workbook, workbook.declaration,
workbook.kinds, workbook.reading, workbook.values.
"""
