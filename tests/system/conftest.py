"""What the system tests share: LibreOffice, which the other tests do without."""

import pytest


@pytest.fixture(scope="module", autouse=True)
def libreoffice():
    """As the machine has it."""
