"""The command line of the loaders: build, read, check, demo, snapshots. The only place of this package that prints.

In:   arguments; the data root from --data, DISCLOSURE_DATA or ./data.
Out:  data on stdout, words for people on stderr, exit codes as loaders/errors.py gives them.
Promise: a failure that has a name is told in plain Chinese without a traceback; heavy modules load with the command
that needs them.
"""

from loaders.cli.commands import COMMANDS
from loaders.cli.root import Group, data_root

__all__ = ["COMMANDS", "Group", "data_root", "main"]

main = Group("loaders", commands={command.name: command for command in COMMANDS}, help="年报的读取、核查与数据版本。")
