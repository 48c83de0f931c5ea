"""The picture of the plan: a cascade laid out on one page in millimetres.

May import: model.plans, model.tables, model.vocabulary, workbook, workbook.values, workbook.writing.
"""
