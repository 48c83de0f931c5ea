"""The only modules that know a foreign thing: disk, terminal, SQLite, mail, Word, LibreOffice, HTML, the calendar.

May import: progress, workbook, workbook.reading, workbook.values.
"""
