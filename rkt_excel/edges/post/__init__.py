"""Letters that go out and mailboxes that are looked into.

May import: edges.attachments, edges.disk, edges.work_folder, errors, workbook, workbook.containers.
"""
