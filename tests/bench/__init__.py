"""The bench: `python -m tests.bench [GROUP …]` measures, prints a table and writes `build/bench.json`.

A group of figures is a module with a `measure(run)`; `groups.py` lists them all.
"""
