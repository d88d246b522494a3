"""Documents in the making: the page that asks for one, the queue, giving up, what is kept and what goes."""

import os

import pytest

from dashboard import state
from dashboard.briefing import desk as briefing_desk
from dashboard.briefing.desk import Desk, Order
from dashboard.labels import say
from loaders.warehouse import current
from tests.dashboard.briefing import faces
from tests.dashboard.briefing.reading import word
from tests.dashboard.drilled import opened, titles

PATIENCE = 600  # seconds after which a command that never ends is given up; nothing is measured by it


def order(root, *words, kind: str = "docx", seen: str = "") -> Order:
    return Order(root, current(root).name, words, kind, seen)


@pytest.fixture
def own_root(single_root, tmp_path):
    """A data root of this test alone, so that what it keeps is its own."""
    root = tmp_path / "root"
    root.mkdir()
    (root / "warehouse").mkdir()
    snapshot = current(single_root)
    (root / "warehouse" / snapshot.name).symlink_to(snapshot)
    (root / "warehouse" / "current").write_text(snapshot.name, "utf-8")
    return root


@pytest.fixture
def endless(tmp_path, monkeypatch):
    """Whatever is ordered never ends of its own accord: its face is a pipe that nobody writes to."""
    os.mkfifo(tmp_path / "face.ttf")
    monkeypatch.setenv("DISCLOSURE_FONT", str(tmp_path / "face.ttf"))


def boxed(page: str, **link):
    """The page with its box open."""
    at = opened(page, **link)
    assert say("briefing.offer.make", kind="PDF") not in labels(at)  # shut, it asks nothing
    at.session_state[f"briefing_{page}"] = True
    return at.run()


def labels(at) -> list[str]:
    return [b.label for b in at.button] + [b.proto.label for b in at.get("download_button")]


def test_the_page_asks_sees_it_made_and_takes_it_home(own_root, shown):
    shown(own_root)
    at = boxed("overview")
    make, take = (say(f"briefing.offer.{what}", kind="DOCX") for what in ("make", "take"))
    next(b for b in at.button if b.label == make).click()
    at.run()
    assert not at.exception and make not in labels(at)
    (asked,) = state.desk()._held
    assert state.desk().job(asked).wait(PATIENCE) and state.desk().job(asked).code == 0
    at.run()
    assert take in labels(at) and say("briefing.offer.stop") not in labels(at)
    assert asked.path.parent == own_root / "warehouse" / ".briefings" / current(own_root).name
    assert asked.words[1] in word(asked.path.read_bytes()).paragraphs[0].text  # no register names the district
    assert take in labels(boxed("overview"))  # the next one who asks need not wait


def test_who_gives_up_stops_it_unless_another_waits(own_root, endless):
    desk, wanted = Desk(), order(own_root, "--district", "000000")
    desk.ask(wanted, "one")
    desk.ask(wanted, "two")
    job = desk.job(wanted)
    desk.leave(wanted, "one")
    assert job.code is None and desk.status(wanted).stage == "working"
    desk.leave(wanted, "two")
    assert job.code is not None and desk.status(wanted).stage == "none" and not wanted.path.exists()
    desk.leave(wanted, "two")


def test_they_are_made_one_after_another(own_root, endless):
    desk, orders = Desk(), [order(own_root, "--district", "000000", seen=str(n)) for n in range(3)]
    for one in orders:
        desk.ask(one, "me")
    assert [desk.status(one).stage for one in orders] == ["working", "waiting", "waiting"]
    desk.leave(orders[0], "me")
    assert [desk.status(one).stage for one in orders] == ["none", "working", "waiting"]
    for one in orders:
        desk.leave(one, "me")


def test_the_page_draws_while_it_is_made_and_offers_to_stop(own_root, endless, shown):
    shown(own_root)
    at = boxed("overview")
    next(b for b in at.button if b.label == say("briefing.offer.make", kind="PDF")).click()
    at.run()
    (asked,) = state.desk()._held
    job = state.desk().job(asked)
    assert titles(at) and say("briefing.offer.make", kind="DOCX") in labels(at) and job.code is None
    next(b for b in at.button if b.label == say("briefing.offer.stop")).click()
    at.run()
    assert job.code is not None and say("briefing.offer.make", kind="PDF") in labels(at)


def test_what_went_wrong_is_said_and_can_be_tried_again(own_root, tmp_path, monkeypatch):
    monkeypatch.setenv("DISCLOSURE_FONT", str(faces.made(tmp_path / "latin.ttf", without="政")))
    desk, wanted = Desk(), order(own_root, "--district", "000000", kind="pdf")
    desk.ask(wanted, "me")
    first = desk.job(wanted)
    assert first.wait(PATIENCE)
    status = desk.status(wanted)
    assert status.stage == "failed" and "DISCLOSURE_FONT" in status.said
    desk.ask(wanted, "me")
    assert desk.job(wanted) is not first
    desk.leave(wanted, "me")


def test_a_fault_of_the_program_is_told_without_its_trace(own_root):
    desk, wanted = Desk(), order(own_root, "--no-such-word")
    desk.ask(wanted, "me")
    assert desk.job(wanted).wait(PATIENCE)
    assert "Traceback" not in desk.status(wanted).said and desk.status(wanted).said


def test_the_file_changes_its_place_with_all_that_decides_its_content(own_root):
    orders = [order(own_root, "--district", "000000"), order(own_root, "--district", "990000"),
              order(own_root, "--district", "000000", kind="pdf"), order(own_root, "--district", "000000", seen="2")]
    assert len({one.path for one in orders}) == 4


def test_what_nobody_needs_any_more_goes(own_root, monkeypatch):
    wanted = order(own_root, "--district", "000000")
    home = wanted.path.parent
    old = home.parent / "20200101-000000"
    for folder in (home, old, home.parent / "matplotlib"):
        folder.mkdir(parents=True)
        (folder / "kept.docx").write_bytes(b"")
    for i in range(4):
        (home / f"{i}.pdf").write_bytes(b"")
        os.utime(home / f"{i}.pdf", (i, i))
    os.utime(old, (0, 0))
    monkeypatch.setattr(briefing_desk, "MOST_KEPT", 3)
    monkeypatch.setattr(briefing_desk, "LONGEST", float("inf"))
    wanted.path.write_bytes(b"made")
    desk = Desk()
    desk.ask(wanted, "me")
    assert desk.job(wanted) is None and desk.status(wanted).stage == "ready"
    assert sorted(p.name for p in home.iterdir()) == sorted(["3.pdf", "kept.docx", wanted.path.name])
    assert not old.exists() and (home.parent / "matplotlib" / "kept.docx").exists()
