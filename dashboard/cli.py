"""The front door `disclosure`: the loaders' commands, serve, selftest, verdicts, briefing. Alone knows both packages.

In:   arguments.
Out:  the commands; a Streamlit server over one data root.
Promise: serve shows the user's own data where there is any, else the demonstration, built first if need be; it
listens on this machine only, and opens a browser only where there is a screen.
"""

import json
import os
import socket
import sys
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

import click

from dashboard import verdicts_cli
from dashboard.briefing import command as briefing
from dashboard.labels import say
from loaders.cli import COMMANDS, Group, data_root
from loaders.errors import DisclosureError, StoreUnusable

HERE = Path(__file__).resolve().parent
ADDRESS = "127.0.0.1"
DEMO_AGENCIES, DEMO_YEARS = 60, range(2019, 2026)


class PortTaken(DisclosureError):
    """Another program listens on the port."""

    id = "port_taken"
    title = "端口已被占用"
    exit_code = 2


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, envvar="PORT", show_default=True,
              help="端口；也可用环境变量 PORT。")
@click.option("--empty", is_flag=True, help="即使还没有数据也不用演示资料。")
@data_root
def serve(port: int, empty: bool, data: Path) -> None:
    """打开仪表盘（只在本机可访问）。还没有数据时先生成并显示演示资料。"""
    _check_port(port)
    demo = None if empty or _has_snapshot(data) else _demonstration(data / "demo")
    has_screen = sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    click.echo(f"数据：{(demo or data).resolve()}\n仪表盘：http://{ADDRESS}:{port}   （按 Ctrl-C 停止）", err=True)
    # Streamlit reads .streamlit/config.toml from its working directory: it starts where ours lies, whatever the cwd.
    environment = {**os.environ, "DISCLOSURE_DATA": str(data.resolve()),
                   "DISCLOSURE_DEMO": str(demo.resolve()) if demo else ""}
    os.chdir(HERE.parent)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # its greeting names the address once more, on stdout
    os.execve(sys.executable, [
        sys.executable, "-m", "streamlit", "run", str(HERE / "app.py"), "--server.port", str(port),
        "--server.address", ADDRESS, "--server.headless", str(not has_screen).lower()], environment)


@click.command()
@click.option("--agencies", type=click.IntRange(1, 20_000), default=400, show_default=True,
              help="至多抽取多少个机关来试。")
@click.option("--seed", type=int, default=1, show_default=True, help="随机种子；相同则植入相同的差错。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 列表，每种差错一个对象。")
@data_root
def selftest(agencies: int, seed: int, as_json: bool, data: Path) -> None:
    """自检：把各种已知差错和反常的机关植入当前数据的副本（只在内存中），看核查和统计异常能找出多少、误报多少。"""
    from loaders.selftest import run
    from loaders.warehouse import current

    folder = current(data)
    if folder is None:
        raise StoreUnusable(f"{data / 'warehouse'} 中还没有数据版本。请先运行 disclosure build。")
    found = []
    for result in run(folder, seed, agencies):
        found.append(asdict(result) | {"recall": _share(result.n_found, result.n_planted),
                                       "precision": _share(result.n_right, result.n_told),
                                       "offered": _share(result.n_offered, result.n_single),
                                       "first": _share(result.n_first, result.n_single)})
        if not as_json:
            click.echo(_result_line(found[-1]))
    found += _questions(folder, seed, agencies, as_json)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))


def _questions(folder: Path, seed: int, agencies: int, as_json: bool) -> list[dict]:
    """The tiers of the statistics, tried on the same snapshot; told line by line where no JSON is wanted."""
    from dashboard.selftest import PLANTED, run
    from dashboard.selftest import told as words
    from dashboard.store import Store, Unusable

    try:
        store = Store(folder)
    except Unusable as error:
        raise StoreUnusable(str(error)) from error
    found = []
    if not as_json:
        click.echo(say("selftest.head"), err=True)
    for _, results in groupby(run(store, seed, min(PLANTED, agencies)), key=lambda r: (r.kind, r.world)):
        results = list(results)
        found += map(words.as_dict, results)
        if not as_json:
            click.echo(words.line(results))
    store.close()
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _result_line(found: dict) -> str:
    def told(part: str, whole: str, share: str) -> str:
        rate = "" if found[share] is None else f"（{found[share]:.1%}）"
        return f"{found[part]}/{found[whole]}{rate}"

    if not found["n_planted"]:
        return f"{found['label']}：没有可以植入的年报"
    offered = (f"；一格之差 {found['n_single']} 处，改法里有真值 {told('n_offered', 'n_single', 'offered')}，"
               f"列在第一 {told('n_first', 'n_single', 'first')}" if found["n_single"] else "")
    return (f"{found['label']}：植入后找到 {told('n_found', 'n_planted', 'recall')}，"
            f"新报的属于植入 {told('n_right', 'n_told', 'precision')}{offered}")


def _check_port(port: int) -> None:
    """Raises PortTaken; without this Streamlit would quietly take another port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise PortTaken(f"{ADDRESS}:{port} 上已有别的程序（或另一个仪表盘）。"
                            f"请先关掉它，或用 --port 换一个端口，如 --port {port % 65535 + 1}。") from error


def _has_snapshot(root: Path) -> bool:
    """Whether anything was ever published here: a look at file names, so that starting stays quick."""
    return any((root / "warehouse").glob("[!.]*/manifest.json"))


def _demonstration(root: Path) -> Path:
    """The demonstration's data root, rendered and built with progress where it is not there yet, or was built by a
    program whose data look different."""
    from loaders.cli.commands import render_demo, run_build
    from loaders.cli.processors import processors

    if not _has_snapshot(root) or not _is_readable(root):
        click.echo("还没有读入过年报：先准备演示资料。", err=True)
        if not (root / "DEMO").is_file():
            render_demo(root, DEMO_AGENCIES, DEMO_YEARS)
        run_build(root, workers=processors())
    return root


def _is_readable(root: Path) -> bool:
    from loaders.tables import SCHEMA_VERSION
    from loaders.warehouse.snapshots import current, manifest

    return manifest(current(root))["schema_version"] == SCHEMA_VERSION


def _current(root: Path) -> Path | None:
    from loaders.warehouse import current

    return current(root)


main = Group("disclosure", commands={command.name: command for command in (
    *COMMANDS, serve, selftest, verdicts_cli.make(data_root), briefing.make(data_root, _current))},
             help="公开年报观察：读入政府信息公开年度报告，核对，查看。")

if __name__ == "__main__":
    main()
