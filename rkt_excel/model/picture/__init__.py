"""The picture of the plan: a cascade laid out on one page in millimetres.

May import: model.origin, model.plans, model.vocabulary, workbook.values, workbook.writing.
"""
