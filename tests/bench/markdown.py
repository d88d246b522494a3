"""Rows -> a Markdown table. In: heads and rows of values. Out: text; numbers right-aligned, None as a dash."""


def table(heads: list[str], rows: list[list]) -> str:
    """A Markdown table; floats keep three significant digits."""

    def show(value) -> str:
        if value is None:
            return "—"
        return (
            f"{value:,.3g}"
            if isinstance(value, float) and value < 1000
            else f"{value:,.0f}"
            if isinstance(value, (int, float))
            else str(value)
        )

    numeric = [all(not isinstance(row[i], str) for row in rows) for i in range(len(heads))]
    lines = [heads, ["---:" if number else "---" for number in numeric], *[[show(v) for v in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
