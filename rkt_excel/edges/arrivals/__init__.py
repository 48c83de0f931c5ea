"""What arrived in 3-kembali: every file, at any depth, read or named.

May import: edges.attachments, edges.disk, edges.work_folder, messages, progress, workbook, workbook.containers,
workbook.reading, workbook.values.
"""
