"""What an RKT is, without disk, mail or Word.

May import: nothing of the package.
"""
