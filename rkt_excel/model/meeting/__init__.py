"""The meeting of SOP step 4: its papers and the workbook of its decisions.

May import: messages, model.forms, model.origin, model.papers, model.plans, model.procedure, model.quality,
model.rules, model.vocabulary, workbook, workbook.declaration, workbook.kinds, workbook.reading, workbook.values,
workbook.writing.
"""
