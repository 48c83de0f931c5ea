"""Word templates: filled, drawn into, checked.

May import: edges.disk, edges.docx.package, edges.docx.pages, errors, messages, model.papers, model.picture, workbook,
workbook.containers.
"""
