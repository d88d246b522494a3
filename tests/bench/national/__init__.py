"""The questions of a national snapshot, side by side with pandas, polars, SQLite and chdb: `make bench-national`."""
