"""The commands themselves, each a few lines over the stage that does the work.

In:   arguments.
Out:  COMMANDS.
Promise: options, JSON shapes and exit codes are kept stable; other tools rely on them.
"""

import json
import sys
from pathlib import Path

import click

from loaders.cli.deciding import place, withdraw
from loaders.cli.paging import page
from loaders.cli.processors import processors
from loaders.cli.pruning import prune
from loaders.cli.root import data_root
from loaders.errors import Refused

_FILES = click.Path(path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, type=_FILES, metavar="[PATH]...")
@click.option("--workers", type=click.IntRange(1, 64), default=processors, show_default="可用的处理器个数",
              help="同时读取的进程数。")
@data_root
def build(paths: tuple[Path, ...], workers: int, data: Path) -> None:
    """读入新的或改过的文件（缺省为 reports 文件夹），并发布一个新的数据版本。

    单个文件读不了不会中断，原因列在最后；没有变化则不发布新版本。"""
    run_build(data, paths, workers)


def run_build(data: Path, paths: tuple[Path, ...] = (), workers: int = 1) -> None:
    """Build `data` with progress and a summary on stderr. Raises NothingReadable when there is nothing to show."""
    from loaders.build import build as build_all
    from loaders.build.listing import NothingReadable
    from loaders.cli.printed import summary_lines
    from loaders.cli.progress import stage
    from loaders.register.shipped import lay_divisions

    if not (paths or (data / "reports").is_dir() or (data / "warehouse").is_dir()):
        raise NothingReadable(f"{data} 不是数据文件夹：其中没有 reports。"
                              "请检查 --data，或建好 reports 并放入年报文件。")
    if lay_divisions(data / "reference"):
        click.echo(f"{data / 'reference'} 中没有 divisions.csv，已放入随附的全国区划表。", err=True)
    summary = build_all(data, paths, workers, stage)
    for line in summary_lines(summary):
        click.echo(line, err=True)
    if not summary.n_files and not summary.n_loaded:
        raise NothingReadable(f"{data / 'reports'} 中没有文件。请把年报文件放进去，再运行 disclosure build。")
    if summary.n_files and not summary.n_loaded:
        raise NothingReadable("没有一个文件能读出年报，原因见上。请处理后再运行 disclosure build。")


@click.command()
@click.argument("files", nargs=-1, required=True, type=_FILES, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 列表，每份报告一个对象。")
@click.option("--lines", "as_lines", is_flag=True, help="每读好一份就输出一行 JSON，先读好的在前。")
@data_root
def read(files: tuple[Path, ...], as_json: bool, as_lines: bool, data: Path) -> None:
    """读一个或几个文件，列出读到的数与核查发现；不写入任何东西。"""
    from loaders.build.listing import NothingReadable
    from loaders.cli.single import as_read, read_files

    workers = processors()
    found = []
    for one in (one for _, one in as_read(files, data, workers)) if as_lines else read_files(files, data, workers):
        found.append(one)
        if not as_json or as_lines:
            _tell(one, as_lines)
    if as_json and not as_lines:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    if not found:
        raise NothingReadable(f"{'、'.join(map(str, files))} 中没有可读的文件。请写明年报文件，或放有年报的文件夹。")
    if all(one["status"] == "refused" for one in found):
        for one in found:
            click.echo(f"{Refused.title}：{one['source']}：{one['reason']}", err=True)
        sys.exit(Refused.exit_code)


def _tell(one: dict, as_line: bool) -> None:
    from loaders.cli.printed import report_lines

    click.echo(json.dumps(one, ensure_ascii=False) if as_line else "\n".join(report_lines(one)))
    sys.stdout.flush()


@click.command()
@click.option("--json", "as_json", is_flag=True, help="输出 JSON 列表，每项发现一个对象。")
@data_root
def check(as_json: bool, data: Path) -> None:
    """列出当前数据版本的核查发现；有 E 级（确定的错误）时退出码为 1。"""
    from loaders.cli.found import findings
    from loaders.cli.printed import finding_lines

    found = findings(data)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(finding_lines(found)))
    if any(one["severity"] == "E" for one in found):
        sys.exit(1)


@click.command()
@click.option("--agencies", type=click.IntRange(1, 137_000), default=60, show_default=True,
              help="机关个数；没有 --figures-only 时至多 20000。")
@click.option("--years", default="2019-2025", show_default=True, metavar="A-B", help="报告年度。")
@click.option("--out", type=_FILES, default=None, metavar="DIR", help="写到哪里；缺省为数据根目录下的 demo。")
@click.option("--figures-only", is_flag=True, help="不生成文件，直接写成数据：一个虚构国家，供试全国规模。")
@data_root
def demo(agencies: int, years: str, out: Path | None, figures_only: bool, data: Path) -> None:
    """生成演示资料：一个虚构省份的年报文件，以及它们应读出的数。"""
    first, _, last = years.partition("-")
    if not (first.isdigit() and (last or first).isdigit() and int(first) <= int(last or first)):
        raise click.BadParameter(f"“{years}”不是年度范围，应写成 2019-2025。", param_hint="--years")
    if int(first) < 2008 or int(last or first) > 2100:
        raise click.BadParameter(f"“{years}”超出范围：年报从 2008 年起，至多写到 2100 年。", param_hint="--years")
    if agencies > 20_000 and not figures_only:
        raise click.BadParameter(f"{agencies} 个机关的文件太多，至多 20000 个；只要数据请加 --figures-only。",
                                 param_hint="--agencies")
    make = write_country if figures_only else render_demo
    make(out or data / ("country" if figures_only else "demo"), agencies, range(int(first), int(last or first) + 1))


def write_country(out: Path, agencies: int, years: range) -> None:
    """Write the invented country into `out`, with progress on stderr."""
    from loaders.build.version import everything
    from loaders.cli.progress import stage
    from loaders.demo import national

    with _rendering(stage) as progress:
        national.write_country(out, agencies, years, progress, inputs=everything)
    click.echo(f"演示数据已写入 {out}；用 disclosure serve --data {out} 打开。", err=True)


def render_demo(out: Path, agencies: int, years: range) -> None:
    """Render the demonstration into `out`, with progress on stderr."""
    from loaders.cli.progress import stage
    from loaders.demo import render

    with _rendering(stage) as progress:
        render(out, agencies, years, progress)
    click.echo(f"演示资料已写入 {out}。", err=True)


class _rendering:
    """A stage whose total is known with its first step: the shape that loaders.demo.render calls."""

    def __init__(self, stage):
        self.stage, self.open, self.done = stage, None, 0

    def __enter__(self):
        return self.step

    def step(self, done: int, total: int) -> None:
        if self.open is None:
            self.open = self.stage("生成演示资料", total)
            self.one = self.open.__enter__()
        for _ in range(done - self.done):
            self.one("rendered")
        self.done = done

    def __exit__(self, *error) -> None:
        if self.open:
            self.open.__exit__(*error)


@click.group(invoke_without_command=True)
@click.pass_context
@data_root
def snapshots(context: click.Context, data: Path) -> None:
    """数据版本：列出、换用、清理。不写动作时列出。"""
    context.default_map = {name: {"data": data} for name in snapshots.commands}
    if context.invoked_subcommand is None:
        context.invoke(list_snapshots, data=data)


@snapshots.command("list")
@data_root
def list_snapshots(data: Path) -> None:
    """列出所有数据版本；当前的一个前有 *。"""
    from loaders.warehouse import current, manifest
    from loaders.warehouse import snapshots as folders

    in_use = current(data)
    for folder in folders(data):
        told = manifest(folder)
        click.echo(f"{'*' if folder == in_use else ' '} {folder.name}  {told['created']}  "
                   f"报告 {told['counts']['reports']}  发现 {told['counts']['findings']}"
                   f"{'  演示' if told['is_demo'] else ''}")
    if in_use is None:
        click.echo(f"{data / 'warehouse'} 中还没有数据版本。请先运行 disclosure build。", err=True)


@snapshots.command("use")
@click.argument("snapshot_id", metavar="ID")
@data_root
def use_snapshot(snapshot_id: str, data: Path) -> None:
    """换用另一个数据版本（例如退回上一个）。"""
    from loaders.build.lock import only_one
    from loaders.warehouse import use, warehouse

    with only_one(warehouse(data)):
        click.echo(f"当前数据版本：{use(data, snapshot_id).name}", err=True)


snapshots.add_command(prune)
COMMANDS = (build, read, page, check, place, withdraw, demo, snapshots, prune)
