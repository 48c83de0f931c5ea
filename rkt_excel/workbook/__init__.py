"""The engine: a workbook is declared once and the same declaration writes, protects, explains and reads it.

    cells      what a spreadsheet cell holds, whatever program saved it
    findings   what can be wrong with people's data, and how it is said
    numbers    Indonesian figures typed as text
    kinds      the kinds of value a column can hold
    declare    columns, rows, sheets, workbooks
    layout     where each row and column stands
    write      declaration + rows (+ findings) -> .xlsx
    openbook   a file of any spreadsheet format -> cells
    read       declaration + cells -> rows + findings
    identity   which workbook this is, in three places
    dictionary the data dictionary of a declaration

It knows nothing of what the workbooks are about and could be lifted out as a library of its own.
"""
