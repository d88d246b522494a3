"""The text of a web page as a browser gives it out.

In:   the text of a file.
Out:  rows_on_lines(), the same with each row of a table on one line, its cells parted by tabs.
Promise: text that does not look like it comes back unchanged. Only line breaks beside tabs are taken out.
Where the cells of a page hold paragraphs, a browser sets every tab between blank lines; two blank lines part rows.
"""

import re

_TAB_LINE = re.compile(r"(?m)^[ ]*\t[\t ]*$")
_TAB_ALONE = re.compile(r"\n[ ]*\n[ ]*\t[\t ]*\n[ ]*\n")
_AROUND_TABS = re.compile(r"(?<=[^\n\t ])(?:\n[ ]*\n)?([\t ]*\t[\t ]*)(?:\n[ ]*\n(?=[^\n\t]))?")


def rows_on_lines(text: str) -> str:
    """`text` with line feeds for line ends."""
    n_alone = len(_TAB_ALONE.findall(text))
    if not n_alone or 2 * n_alone <= len(_TAB_LINE.findall(text)):
        return text
    return _AROUND_TABS.sub(lambda m: m.group(1).replace(" ", ""), text)
