"""The Konsep and its drafts as workbooks that people edit: written, read back, judged.

May import: messages, model.forms, model.plans, model.rules, model.tables, model.vocabulary, workbook,
workbook.declaration, workbook.reading, workbook.values, workbook.writing.
"""
