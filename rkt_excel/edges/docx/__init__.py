"""Word templates: filled, drawn into, checked.

May import: edges.disk, errors, messages, model.papers, model.picture, workbook, workbook.values, workbook.writing.
"""
