"""What can be done at the desk: each command as a button with what it asks, run in a process of its own, one at a time.

May import: edges, errors, model.procedure, model.vocabulary, workbook, workbook.reading, workbook.values.
"""
