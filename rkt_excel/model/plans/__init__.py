"""The plan: answers of all bagian joined, laid over by what people decide, compared, and sent back to be mended.

May import: events, messages, model.forms, model.origin, model.rules, model.tables, model.vocabulary, workbook,
workbook.declaration, workbook.kinds, workbook.reading, workbook.values, workbook.writing.
"""
