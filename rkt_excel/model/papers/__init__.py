"""What Word templates and letters may print, and the values for it.

May import: messages, model.forms, model.origin, model.picture, model.plans, model.quality, model.rules, model.tables,
model.vocabulary, workbook, workbook.values.
"""
