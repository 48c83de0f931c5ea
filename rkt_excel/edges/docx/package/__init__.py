"""What a Word file is made of: its parts, and the texts in them.

May import: workbook.containers.
"""
