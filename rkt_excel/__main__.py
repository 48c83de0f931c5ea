"""`python -m rkt_excel` does what the command `rkt` does."""

from rkt_excel.cli import main

main()
