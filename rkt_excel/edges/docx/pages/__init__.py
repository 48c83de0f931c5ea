"""A filled document laid on its pages: paper, columns, rows and headings of tables, signatures, the ends of chapters.

May import: edges.docx.package, workbook.writing.
"""
