"""帮助 beside a figure: how to read it, what high and low mean, what it cannot tell; behind a small "?".

In:   labels/<language>/guide.toml; of a measure, its direction and its caveats from measures.toml.
Out:  guide(key, …), as markup for a block of look.
Promise: the words of each figure are made once a process, so that a page's rerun pays nothing for them; plain HTML,
opened by mouse, keyboard and screen reader alike, without a word to the server.
"""

import html
from functools import lru_cache

from dashboard.labels import language, listed, say
from dashboard.measures import measure

PARTS = ("read", "means", "lacks")


def guide(key: str, *measure_ids: str, about: str = "") -> str:
    """The markup of the "?" of a figure; `about`: its heading, for those who hear it. Raises KeyError where guide.toml
    has no such figure."""
    named = say("look.guide.open_of", title=html.escape(about)) if about else say("look.guide.open")
    return (f'<details class="guide"><summary aria-label="{named}" title="{say("look.guide.open")}">?</summary>'
            f"{_words(language(), key, measure_ids)}</details>")


@lru_cache(256)
def _words(_spoken: str, key: str, measure_ids: tuple[str, ...]) -> str:
    parts = {part: [text] for part, text in listed(f"guide.{key}").items()}
    for which in map(measure, measure_ids):
        parts.setdefault("means", []).append(say("look.guide.direction", label=which.label,
                                                 text=say(f"measures.higher_is.{which.higher_is}")))
        parts.setdefault("lacks", []).append(say("look.guide.caveat", label=which.label, text=which.caveats))
    rows = "".join(f"<dt>{say(f'look.guide.{part}')}</dt><dd>{html.escape(say('look.guide.joiner').join(parts[part]))}"
                   "</dd>" for part in PARTS if part in parts)
    return f"<dl>{rows}</dl>"
