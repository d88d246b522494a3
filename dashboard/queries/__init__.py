"""The questions of dashboard/sql, one function each, grouped by the page that asks them.

In:   an open Store and a scope (anything with `params()`: the $names of the questions).
Out:  frames; each function's docstring gives the grain.
Promise: nothing is computed here that SQL or measures.toml says; nothing is cached here (state does).
"""
