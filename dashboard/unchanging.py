"""What Streamlit works out anew for each run of a page although it never changes, worked out once.

In:   Streamlit 1.67's AppSession; the settings of .streamlit/config.toml.
Out:  keep().
Promise: the browser is told the same as before, byte for byte. A Streamlit that is built otherwise is left alone.

The first message of each run tells the browser both themes, colour by colour: six walks through all settings, a twelfth
of what a run costs (1.3 ms). No setting of Streamlit's leaves it out, and themes are read at the start alone: this is
the one place where we reach into its inside. tests/dashboard/test_unchanging.py fails when that has changed.
"""

from collections.abc import Callable

from streamlit.runtime import app_session

PART = "_populate_theme_msg"


def keep() -> None:
    """For the whole process; asked again, it does nothing."""
    fill = getattr(app_session, PART, None)
    if fill is not None and not hasattr(fill, "of"):
        setattr(app_session, PART, _once(fill))


def _once(fill: Callable) -> Callable:
    """`fill(message, section)`, which adds a section of the settings to a message, from a message it filled before."""
    kept = {}

    def filled(message, section: str = "theme") -> None:
        if section not in kept:
            part = type(message)()
            fill(part, section)
            kept[section] = part
        if kept[section].ByteSize():  # else a section that nobody set would be told as an empty one
            message.MergeFrom(kept[section])

    filled.of = fill
    return filled
