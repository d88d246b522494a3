"""Snapshots: the pointer, going back, pruning, and what happens when somebody loses a file."""

import pytest
from click.testing import CliRunner

from loaders import similar
from loaders.build import build
from loaders.build.lock import only_one
from loaders.cli.pruning import prune as prune_command
from loaders.errors import StoreUnusable
from loaders.warehouse import Pruned, Stored, current, manifest, prune, publish, snapshots, use, warehouse
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
    assert prune(tmp_path) == Pruned()


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
    told = prune(two, is_trial=True)
    assert (told.removed, told.kept, told.n_sources) == ((second.name,), (first.name,), 1) and second.is_dir()
    before = used(two)
    assert prune(two) == told
    assert before - used(two) == told.n_bytes > 0
    kept = {row["sha256"] for row in Stored(first).documents}
    assert {p.name for p in (warehouse(two) / "sources").iterdir()} == kept
    assert build(two).n_loaded == 3, "the pruned source is taken in again"


@pytest.mark.parametrize(("in_use", "keep", "removed"), [(0, 2, (1,)), (1, 2, (0,)), (2, 2, (0,)), (0, 1, (1, 2)),
                                                         (1, 3, ()), (2, 9, ())])
def test_prune_keeps_as_many_as_asked_and_frees_what_no_other_shares(two, in_use, keep, removed):
    put(two, "再.html", page("云麓市溪山区审计局", 2022))
    build(two)
    made = [folder.name for folder in snapshots(two)]
    use(two, made[in_use])
    before, told = used(two), prune(two, keep, is_trial=True)
    assert used(two) == before
    done = prune(two, keep)
    assert done == told and done.removed == tuple(made[n] for n in removed)
    assert [folder.name for folder in snapshots(two)] == [name for name in made if name not in done.removed]
    assert before - used(two) == done.n_bytes and current(two).name == made[in_use]
    for folder in snapshots(two):
        assert all((warehouse(two) / "sources" / row["sha256"]).is_file() for row in Stored(folder).documents)


def test_what_a_killed_publish_left_is_pruned(root):
    build(root)
    (warehouse(root) / ".new-1").mkdir()
    (warehouse(root) / ".new-1" / "x").write_bytes(b"1234567")
    assert prune(root) == Pruned((), (current(root).name,), 0, 7) and not (warehouse(root) / ".new-1").exists()


def test_prune_is_refused_while_a_build_runs(two):
    with only_one(warehouse(two)):
        done = CliRunner().invoke(prune_command, ["--data", str(two)])
    assert isinstance(done.exception, StoreUnusable) and "等它结束" in str(done.exception) and len(snapshots(two)) == 2
    done = CliRunner().invoke(prune_command, ["--dry-run", "--data", str(two)])
    assert done.exit_code == 0 and "将删去 1 个版本" in done.output and len(snapshots(two)) == 2


def used(root):
    """Bytes on the disk, each file once however many names it has."""
    looks = [path.lstat() for path in warehouse(root).rglob("*") if path.is_file()]
    return sum({look.st_ino: look.st_size for look in looks}.values())


def test_prune_keeps_the_sources_that_any_part_of_documents_names(root):
    build(root)
    for n in range(5):
        put(root, f"{n}.html", page(f"云麓市溪山区第{n}中学", 2023, n))
    build(root)
    put(root, "新.html", page("云麓市溪山区水利局", 2023))
    told = manifest(build(root).snapshot)
    assert sum(name.startswith("documents") for name in told["files"]) > 1
    assert prune(root).n_sources == 0 and len(list((warehouse(root) / "sources").iterdir())) == 8
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
