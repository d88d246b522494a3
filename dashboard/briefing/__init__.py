"""简报 and 机构档案: a document for the meeting, made without a browser.

In:   an open store, and a scope or an agency.
Out:  content (model.Briefing), then DOCX or PDF bytes of it.
Promise: the numbers are those of the pages, asked by the same questions; None prints as a dash, never as 0; a rate
stands beside its n/N; words of a document are text, never markup. Knows no Streamlit: it runs in a process of its own.
"""
