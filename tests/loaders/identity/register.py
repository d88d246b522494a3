"""The register that ships, loaded once for these tests."""

from functools import lru_cache

from loaders.register import Register
from tests.conftest import ROOT

REFERENCE = ROOT / "data" / "reference"


@lru_cache(maxsize=1)
def shipped() -> Register:
    return Register.load(REFERENCE)
