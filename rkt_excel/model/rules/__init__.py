"""The rules between cells, rows, sheets and bagian. One rule is one function with one code; each list is explicit.

`rows` judges the rows of a returned form, `returned` the whole form, `joined` the plan of all bagian together, `master`
the master workbook. A new rule enters its list first as a warning: `Rule(CODE, function, weight=Severity.PERINGATAN)`.
"""
