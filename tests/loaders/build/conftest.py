"""What the tests of building share: a demonstration register, and a data root with two reports built once a test."""

import csv

import pytest

from loaders.demo import province
from loaders.register import Register
from tests.loaders.build.documents import make_root, page


@pytest.fixture(scope="session")
def whole():
    """A small fictional province."""
    return province(8, range(2019, 2023))


@pytest.fixture(scope="session")
def register(whole, tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    for name, rows in (("divisions", [d.row() for d in whole.divisions]),
                       ("agencies", [a.row(whole.years) for a in whole.agencies])):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(rows)
    return Register.load(folder)


@pytest.fixture
def root(tmp_path):
    """A data root with two small reports, not built yet."""
    return make_root(tmp_path / "data", {"溪山区/教育局2023.html": page("云麓市溪山区教育局", 2023, 7),
                                         "溪山区/民政局2023.html": page("云麓市溪山区民政局", 2023, 3)})
