"""The commands by which a person decides about a document: whose it is, and whether it is used at all.

In:   arguments.
Out:  place, withdraw.
Promise: each writes one file of reference/, which the next build applies; each can be undone.
"""

import json
from pathlib import Path

import click

from loaders.cli.root import data_root


@click.command()
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--agency", default="", help="机关名称，与 --district 一起写。")
@click.option("--district", default="", metavar="CODE", help="六位区划代码，如 320106。")
@click.option("--agency-id", default="", metavar="ID", help="agencies.csv 中的机关代码；写了它就不必写机关和区划。")
@click.option("--year", default="", help="报告年度，如 2024。")
@click.option("--as-read", is_flag=True, help="读到的机关和年度就是对的。")
@click.option("--note", default="", help="为何如此，写给后来的人看。")
@click.option("--undo", "is_undone", is_flag=True, help="撤回对这份文件的确定。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@data_root
def place(name: str | None, data: Path, is_undone: bool, as_json: bool, **wish: str | bool) -> None:
    """列出归属（机关、区划、年度）待确定的年报；写上 NAME（文件名）则由你确定它的归属。

    记入 reference/placements.csv，下次 disclosure build 生效。"""
    from loaders.cli import placing

    decided = placing.Wish(wish["agency_id"], wish["agency"], wish["district"], wish["year"], wish["note"],
                           wish["as_read"])
    if name is None:
        if decided != placing.Wish() or is_undone:
            raise click.UsageError("请写明是哪份文件：disclosure place 文件名 …")
        found = placing.queue(data)
        shown = json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(placing.queue_lines(found))
        click.echo(shown)
        return
    if is_undone == any((decided.agency, decided.district, decided.agency_id, decided.year, decided.as_read)):
        raise click.UsageError("请写明归属：--agency 与 --district（或 --agency-id）、--year、--as-read；或 --undo。")
    made = placing.undo(data, name) if is_undone else placing.decide_one(data, name, decided)
    click.echo(placing.decision_line(made), err=True)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--reason", default="", help="为何撤下，写给后来的人看；撤下时必写。")
@click.option("--undo", "is_undone", is_flag=True, help="恢复这些文件。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@data_root
def withdraw(names: tuple[str, ...], data: Path, reason: str, is_undone: bool, as_json: bool) -> None:
    """撤下读入了却不该采用的文件（不是年报、草稿、放错了的）；不写 NAME 则列出已撤下的。

    记入 reference/withdrawn.csv，下次 disclosure build 生效；原件和记录都留着，--undo 恢复。"""
    from loaders.cli import withdrawing

    if not names:
        if reason or is_undone:
            raise click.UsageError("请写明是哪份文件：disclosure withdraw 文件名 --reason 原因")
        found = withdrawing.listed(data)
        click.echo(json.dumps(found, ensure_ascii=False, indent=1) if as_json else "\n".join(
            [f"{one['document']}  {one['reason']}  {one['withdrawn_on']}" for one in found] or ["没有撤下的文件。"]))
        return
    if is_undone == bool(reason.strip()):
        raise click.UsageError("撤下请写 --reason 原因；恢复请写 --undo。两者只写一样。")
    made = withdrawing.undo(data, names) if is_undone else withdrawing.withdraw(data, names, reason.strip())
    for one in made:
        click.echo(withdrawing.line(one), err=True)
    if as_json:
        click.echo(json.dumps(made, ensure_ascii=False, indent=1))
