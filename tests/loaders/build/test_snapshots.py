"""Snapshots: the pointer, going back, pruning, and what happens when somebody loses a file."""

import pytest

from loaders import similar
from loaders.build import build
from loaders.errors import StoreUnusable
from loaders.warehouse import Stored, current, manifest, prune, publish, snapshots, use, warehouse
from loaders.warehouse.snapshots import POINTER
from tests.loaders.build.documents import page, put


@pytest.fixture
def two(root):
    """A data root with two snapshots, the second in use."""
    build(root)
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    build(root)
    return root


def test_the_pointer_names_the_newest(two):
    assert (warehouse(two) / POINTER).read_text("utf-8").strip() == snapshots(two)[-1].name == current(two).name


@pytest.mark.parametrize("content", [None, "", "20010101-000000\n", "../reports\n", "sources\n", ".\n"])
def test_a_pointer_lost_or_wrong_falls_back_to_the_newest(two, content):
    newest = current(two)
    (warehouse(two) / POINTER).unlink()
    if content is not None:
        (warehouse(two) / POINTER).write_text(content, "utf-8")
    assert current(two) == newest
    assert build(two).n_read == 0


def test_nothing_published_is_none(tmp_path):
    assert current(tmp_path) is None and snapshots(tmp_path) == []
    assert prune(tmp_path) == ([], 0)


def test_going_back_and_building_again_loses_nothing(two):
    first, second = snapshots(two)
    use(two, first.name)
    assert len(Stored(current(two)).rows("reports")) == 2
    assert build(two).n_loaded == 3
    assert len(snapshots(two)) == 3 and second in snapshots(two)
    with pytest.raises(StoreUnusable, match="没有名为"):
        use(two, "../somewhere")


def test_prune_keeps_the_one_in_use_and_its_sources(two):
    first, second = snapshots(two)
    use(two, first.name)
    removed, n_sources = prune(two)
    assert (removed, n_sources) == ([second.name], 1)
    kept = {row["sha256"] for row in Stored(first).documents}
    assert {p.name for p in (warehouse(two) / "sources").iterdir()} == kept
    assert build(two).n_loaded == 3, "the pruned source is taken in again"


def test_prune_keeps_the_sources_that_any_part_of_documents_names(root):
    build(root)
    for n in range(5):
        put(root, f"{n}.html", page(f"云麓市溪山区第{n}中学", 2023, n))
    build(root)
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    told = manifest(build(root).snapshot)
    assert sum(name.startswith("documents") for name in told["files"]) > 1
    assert prune(root)[1] == 0 and len(list((warehouse(root) / "sources").iterdir())) == 8
    assert len(list(Stored(current(root)).reports())) == 8


def test_a_snapshot_of_nothing_has_every_table(tmp_path, register):
    folder = publish(tmp_path, [], register)
    stored = Stored(folder)
    assert stored.has("figures") and len(stored.rows("figures")) == 0 and len(stored.rows("agencies")) > 0
    assert list(stored.reports()) == []


def test_copied_text_is_compared_again_only_where_the_texts_changed(tmp_path, whole, register):
    """A table of its own in every snapshot; the file of the snapshot before serves while no text has changed."""
    reports, asked = list(whole.reports()), []

    def comparing(total):
        asked.append(total)
        return similar.silent(total)

    first = publish(tmp_path, reports, register, comparing=comparing)
    again = publish(tmp_path, [], register, drop=frozenset(), comparing=comparing)
    assert len(asked) == 1 and asked[0] > 50
    assert (first / "similarities.parquet").samefile(again / "similarities.parquet")
    rows = Stored(again).rows("similarities")
    assert len(rows) and set(rows["section"].to_pylist()) <= {1, 5, 6}
    publish(tmp_path, [], register, drop=frozenset({reports[0].sha256}), comparing=comparing)
    assert len(asked) == 2
