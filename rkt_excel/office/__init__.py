"""How an office stands: its places, its journal, the workbooks and papers that lie there.

May import: nothing of the package.
"""
