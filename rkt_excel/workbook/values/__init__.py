"""What one cell holds and what a person sees in it: numbers, days, texts, formats, colours.

May import: workbook.
"""
