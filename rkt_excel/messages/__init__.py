"""Every sentence of a finding, by its code: about plans, and about files that come and go.

May import: workbook, workbook.containers.
"""
