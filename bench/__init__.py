"""What is measured, as ratios within one run: ``python -m bench`` writes ``RESULTS.md``."""
