"""An invented country of 120,000 agencies that report for eighteen years: figures only, for work at full size.

In:   a number of agencies, years, a seed; country.toml and the shares of the fictional province.
Out:  write_country(), a data root with a warehouse.
Promise: invented names and figures only; the same seed gives the same country.
"""

from loaders.demo.national.warehouse import write_country

__all__ = ["write_country"]
