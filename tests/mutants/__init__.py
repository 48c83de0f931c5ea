"""Mutants: the program changed in one place, to see whether a test notices.

`python tests/mutants --seed 1 --sample 400` draws places of the rooms that decide (`places.ROOMS`) by a seed, changes
each with an operator of Cosmic Ray, and runs the tests that come by that line, the nearest first, until one fails. Its
report names every mutant that no test noticed, to be looked at by a person: it means the same as before, or a test is
missing.

`--resident FOLDERS` collects those tests once and tries each mutant in a fork whose loaded program is changed in place,
about a second of computing for one that is noticed instead of five; `--again` without it settles what is left.

It needs `cosmic-ray`, `pytest-cov` and a system that forks; nobody else here does, so that they are no dependencies.
"""
