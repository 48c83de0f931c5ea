"""The form of a bagian: issued, explained, recognised when it returns, judged, chosen.

May import: messages, model.origin, model.rules, model.tables, model.vocabulary, workbook, workbook.declaration,
workbook.kinds, workbook.reading, workbook.values, workbook.writing.
"""
