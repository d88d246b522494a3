"""Archives: every member is a document of its own, whatever else the archive holds."""

import io
import json
import subprocess
import sys
import zipfile

from click.testing import CliRunner

from loaders.build import build
from loaders.cli import main
from loaders.readers import limits
from loaders.warehouse import Stored, current, warehouse
from tests.loaders.build.documents import page, put
from tests.loaders.readers.shapes import docx, paragraph, zipped

EDUCATION, WATER = page("云麓市溪山区教育局", 2022, 5), page("云麓市溪山区水利局", 2022, 6)


def documents(root):
    return {row["name"]: row for row in Stored(current(root)).documents}


def named(parts: dict[bytes, bytes]) -> bytes:
    """A zip whose names are these bytes, not marked as UTF-8: as archives made by a Chinese Windows."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.decode("cp437"), content)
    data = packed.getvalue()
    for name in parts:  # the library marks names as UTF-8; the mark and the name are set back to what they were
        written = name.decode("cp437").encode()
        assert data.count(written) == 2
        data = data.replace(written, name + b" " * (len(written) - len(name)))
    return _unmarked(data)


def _unmarked(data: bytes) -> bytes:
    raw = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = raw.find(mark)
        while start >= 0:
            raw[start + at + 1] &= 0xF7
            start = raw.find(mark, start + 4)
    return bytes(raw)


def test_members_are_documents_and_are_read_once(root):
    inner = zipped({"水利局.html": WATER})
    put(root, "打包.zip", zipped({"教育/2022.html": EDUCATION, "里面.zip": inner, "__MACOSX/._a": "x", "空/": ""}))
    first = build(root)
    assert (first.n_files, first.n_loaded, first.refused) == (4, 4, ())
    rows = documents(root)
    assert {"打包.zip!/教育/2022.html", "打包.zip!/里面.zip!/水利局.html"} < set(rows) and "打包.zip" not in rows
    for name, row in rows.items():
        assert (warehouse(root) / "sources" / row["sha256"]).is_file(), name
    assert {r["agency_label"] for r in Stored(current(root)).rows("reports").to_pylist()} >= {
        "云麓市溪山区教育局", "云麓市溪山区水利局"}
    second = build(root)
    assert (second.n_files, second.n_read, second.is_new) == (4, 0, False)


def test_a_bad_member_costs_itself_alone(root):
    bomb = b"0" * (limits.RATIO_FROM + (8 << 20))
    data = bytearray(zipped({"好.html": EDUCATION, "炸.html": bomb, "密.html": WATER, "通知.txt": "放假三天",
                             "三层.zip": zipped({"b.zip": zipped({"c.html": WATER})})}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = -1
        for _ in range(3):
            place = data.find(mark, place + 1)
        data[place + at] |= 1  # the third member says that it is encrypted
    put(root, "混.zip", bytes(data))
    put(root, "坏.zip", b"PK\x03\x04 broken")
    summary = build(root)
    rows = documents(root)
    kinds = {name: row["reason_id"] for name, row in rows.items() if row["status"] == "refused"}
    assert kinds == {"混.zip!/炸.html": "zip_bomb", "混.zip!/密.html": "encrypted", "混.zip!/通知.txt": "no_tables",
                     "混.zip!/三层.zip!/b.zip": "nested", "坏.zip": "corrupt"}
    assert rows["混.zip!/好.html"]["status"] == "loaded" and len(summary.refused) == len(kinds)
    assert all("请" in row["reason"] for row in rows.values() if row["status"] == "refused")


def test_an_archive_bomb_stops_within_its_budget(root, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ARCHIVE", len(EDUCATION.encode()) + 10)
    put(root, "大.zip", zipped({"甲.html": EDUCATION, "乙.html": WATER, "丙.html": WATER + " "}))
    build(root)
    rows = documents(root)
    assert {n: r["reason_id"] for n, r in rows.items() if "大.zip" in n} == {
        "大.zip!/甲.html": None, "大.zip!/乙.html": "zip_bomb", "大.zip!/丙.html": "zip_bomb"}


def test_names_never_leave_the_archive_and_come_legible(root):
    put(root, "名.zip", named({"教育局2022.html".encode("gbk"): EDUCATION.encode()}))
    put(root, "走.zip", zipped({"../../../etc/水利局.html": WATER, "C:\\x\\说明.txt": "x", "/abs/说明.txt": "y"}))
    build(root)
    names = {name.replace(" ", "") for name in documents(root)}
    assert {"名.zip!/教育局2022.html", "走.zip!/etc/水利局.html", "走.zip!/x/说明.txt", "走.zip!/abs/说明.txt"} < names
    assert not list(root.parent.glob("**/etc"))


def test_a_member_that_leaves_its_archive_stays_loaded_and_a_changed_one_is_read(root):
    put(root, "包.zip", zipped({"甲.html": EDUCATION, "乙.html": WATER}))
    build(root)
    put(root, "包.zip", zipped({"甲.html": EDUCATION.replace("工作平稳", "工作顺利")}))
    after = build(root)
    assert after.n_read == 1
    rows = [(r["name"], r["status"]) for r in Stored(current(root)).documents if r["name"].startswith("包")]
    assert sorted(rows) == [("包.zip!/乙.html", "loaded"), ("包.zip!/甲.html", "loaded"), ("包.zip!/甲.html", "loaded")]


def test_read_lists_every_report_inside(root):
    path = put(root, "包.zip", zipped({"甲.html": EDUCATION, "里.zip": zipped({"乙.html": WATER}), "空.txt": ""}))
    done = CliRunner().invoke(main, ["read", str(path), "--json", "--data", str(root)])
    found = json.loads(done.stdout)
    assert [(one["source"], one["status"], one["agency"]) for one in found] == [
        (f"{path}!/甲.html", "complete", "云麓市溪山区教育局"),
        (f"{path}!/里.zip!/乙.html", "complete", "云麓市溪山区水利局"), (f"{path}!/空.txt", "refused", None)]
    assert "空" in found[2]["reason"] and done.exit_code == 0


def test_what_lacked_a_program_is_read_once_it_is_there(root, tmp_path, monkeypatch):
    put(root, "旧.rtf", b"{\\rtf1 x}")
    assert build(root).n_read == 3 and documents(root)["旧.rtf"]["reason_id"] == "needs_package"
    assert build(root).n_read == 0
    made, program = tmp_path / "made.docx", tmp_path / "soffice"
    made.write_bytes(docx(paragraph("关于放假的通知")))
    program.write_text('#!/bin/sh\nwhile [ "$1" != --outdir ]; do shift; done\nmkdir -p "$2"\n'
                       f'cp "{made}" "$2/source.docx"\n')
    program.chmod(0o755)
    monkeypatch.setenv("DISCLOSURE_SOFFICE", str(program))
    command = [sys.executable, "-m", "loaders.cli", "build", "--data", str(root)]  # another day, another process
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "本次读取 1 个" in done.stderr and documents(root)["旧.rtf"]["reason_id"] == "no_tables"
