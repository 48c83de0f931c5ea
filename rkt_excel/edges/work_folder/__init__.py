"""The work folder: its files put in place whole, and its journal in SQLite.

May import: edges.disk, errors, events.
"""
