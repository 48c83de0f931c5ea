"""What leaves the program for good: PDF by LibreOffice, and the sealed package.

May import: edges.disk, edges.work_folder, errors, events.
"""
