"""The only modules that know a foreign thing: Word, LibreOffice, SQLite, the disk, HTML, the calendar."""
