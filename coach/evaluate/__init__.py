"""Evals: cases, scorers and comparisons. The datasets are data, in `evals/`."""
