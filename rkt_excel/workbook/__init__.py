"""The engine: one declaration writes, protects, explains and reads a workbook. It knows nothing of RKT.

Its rooms stand below; here lies what all of them say things with.

May import: nothing of the package.
"""
