"""A fuzzer of the readers that knows what it did: forms of ours are mutated, and every value that comes out is judged.

    python tests/fuzz --files 200000 --seed 1 --workers 2

Each file is made from its seed alone: a form of a small office in some format, mutated in its cells, its XML, its
records, its package or letter, or its bytes. What the program reads is held against what was typed and against a
second, simple reader that shares no code with the program (`look`). A file fails where the program stumbles, takes too
long or too much memory, refuses what is in order, or reads another value than the file holds without a finding that
names the cell (`oracle`).
"""
