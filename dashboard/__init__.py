"""Parquet in, answers out. Never imports the loaders, save in `dashboard/cli.py`, the front door."""
