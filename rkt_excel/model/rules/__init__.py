"""What a rule is, and what several rooms judge by; the rules themselves stand in the room of what they judge.

May import: messages, model.vocabulary, workbook, workbook.declaration, workbook.kinds, workbook.reading,
workbook.values.
"""
