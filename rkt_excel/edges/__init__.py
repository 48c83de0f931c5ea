"""The only modules that know a foreign thing: the disk, SQLite, mail, Word, LibreOffice, HTML, the calendar.

May import: workbook, workbook.reading, workbook.values.
"""
