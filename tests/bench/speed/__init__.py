"""How quick the pages are: a rerun's cost, the first chart, many readers at once, memory over 10,000 reruns."""
