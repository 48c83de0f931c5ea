"""What the program notes for itself in this person's own folder on this computer; it may be deleted at any time.

May import: edges.disk.
"""
