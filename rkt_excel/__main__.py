"""`python -m rkt_excel` does what the command `rkt` does."""

from rkt_excel.cli import main

if __name__ == "__main__":  # a worker process loads this file, too
    main()
