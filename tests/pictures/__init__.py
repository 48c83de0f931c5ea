"""The pictures of README.md, docs/ and the desk: made of the shipped example, so that they show what is so.

`python tests/pictures [NAME…]` takes them anew; LibreOffice, poppler and Chromium do the looking.
"""
