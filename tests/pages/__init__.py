"""The pages of docs/ that are made of declarations and tables; `python tests/pages` writes them anew."""
