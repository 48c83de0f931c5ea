"""Many offices side by side: which state of each counts, what repeats, what is missing, what lies far from the others.

May import: messages, model.vocabulary, workbook, workbook.declaration, workbook.kinds, workbook.values,
workbook.writing.
"""
