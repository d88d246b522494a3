"""One build at a time in a warehouse.

In:   the warehouse folder.
Out:  only_one(), a context that holds the lock.
Promise: the lock goes with its process, however that ends; a second build is told who holds it and stops at once.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loaders.errors import StoreUnusable


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Raises StoreUnusable when another process builds here, or the folder cannot be written."""
    try:
        file = (home / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreUnusable(f"数据文件夹 {home} 不能写入（{error.strerror}）。请检查权限，或换 --data。") from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            file.seek(0)
            raise StoreUnusable(
                f"另一个 disclosure build 正在写入 {home}（进程 {file.read().strip() or '不明'}）。"
                "请等它结束后再试；原有的数据照常可看。"
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
