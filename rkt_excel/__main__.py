"""`python -m rkt_excel` is `rkt`."""

from rkt_excel.cli import main

main()
