"""What letters and archives hold, one kind of letter or archive a module.

May import: edges.disk, workbook.containers.
"""
