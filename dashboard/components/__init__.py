"""Parts of a page that Streamlit does not draw: the spark table and the printed form.

In:   plain values, already formatted for a reader.
Out:  a mounted component; what was clicked comes back as an id.
Promise: words reach the page as textContent only, whatever a document says; every control works by keyboard.
"""
