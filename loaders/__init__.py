"""Documents in, Parquet out. Never imports the dashboard; `data/` is all that lies between them."""
