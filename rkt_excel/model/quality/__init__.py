"""How good a plan is, by the criteria of its evaluators (LKE of SAKIP).

May import: messages, model.forms, model.origin, model.plans, model.rules, model.tables, model.vocabulary, workbook,
workbook.declaration.
"""
