"""The closed lists and written forms of the field: terms, NIP, nomenclature, printed days and numbers.

May import: messages, workbook, workbook.kinds, workbook.values.
"""
