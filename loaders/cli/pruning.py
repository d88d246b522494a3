"""The command that takes old snapshots away.

In:   how many to keep, whether only to look.
Out:  prune; what went, and what that frees, on stderr.
Promise: while a build runs nothing is touched, and the command says so and whose it is.
"""

from pathlib import Path

import click

from loaders.cli.root import data_root


@click.command()
@click.option("--keep", type=click.IntRange(1), default=1, show_default=True,
              help="留下几个版本：当前的一个和其余最新的。")
@click.option("--dry-run", is_flag=True, help="只说会删去什么、腾出多少，不动任何东西。")
@data_root
def prune(keep: int, dry_run: bool, data: Path) -> None:
    """删去旧的数据版本，以及留下的版本都不再引用的原件副本。

    几个版本共有的文件，最后一个版本删去时才腾出空间。正在 build 时不清理。"""
    from loaders.build.lock import only_one
    from loaders.warehouse import prune as prune_all
    from loaders.warehouse import warehouse

    if not warehouse(data).is_dir():
        click.echo(f"{data / 'warehouse'} 中还没有数据版本，没有可清理的。", err=True)
        return
    with only_one(warehouse(data)):
        done = prune_all(data, keep, dry_run)
    verb = "将删去" if dry_run else "已删去"
    for name in done.removed:
        click.echo(f"  {name}", err=True)
    click.echo(f"{verb} {len(done.removed)} 个版本、{done.n_sources} 份原件副本，腾出 {done.n_bytes / 1e6:,.1f} MB；"
               f"留下 {len(done.kept)} 个版本。", err=True)
