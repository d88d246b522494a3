"""Tests of the readers; `shapes.py` writes documents and grids so that a test reads as a picture."""
