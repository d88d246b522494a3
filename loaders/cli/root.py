"""What all commands share: the group that tells failures plainly, and the --data option.

In:   arguments.
Out:  Group, data_root.
Promise: usage errors exit 2, named failures their own code, Ctrl-C 130; a traceback means a fault of ours.
"""

from collections.abc import Callable
from pathlib import Path

import click

from loaders.errors import DisclosureError


class Group(click.Group):
    """A click group whose commands' DisclosureErrors become lines on stderr and an exit code."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except DisclosureError as error:
            click.echo(f"{error.title}：{error}", err=True)
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("\n已中断。原有数据不变；已读好的文件下次不必重读。", err=True)
            ctx.exit(130)


def data_root(command: Callable) -> Callable:
    """The --data option, as `data: Path`."""
    return click.option(
        "--data", type=click.Path(file_okay=False, path_type=Path), default=Path("data"), envvar="DISCLOSURE_DATA",
        show_default=True, metavar="DIR",
        help="数据根目录，内有 reports、reference、warehouse；也可用环境变量 DISCLOSURE_DATA。")(command)
