"""The measures of `python benchmarks`: each gives rows of ratios that were taken side by side in one run."""
