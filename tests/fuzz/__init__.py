"""Files made to break a reader, and demo documents mutated by the thousand, all read by the real worker process.

In:   seeds; nothing from the disk.
Out:  hostile.py, files named by their fault; `python -m tests.fuzz --documents N`, a summary.
Promise: every document is read or refused with a plain reason, within its time and memory; the worker lives on, or
dies alone. A figure that a mutated document does not print is never read without a mark of doubt.
"""
