"""Many readers at once: sessions on one process that change a filter, look a while, change it again.

In:   a data root with a snapshot; as a command: the port, how many sessions, for how many seconds.
Out:  reruns a second, wall milliseconds of a rerun (median, p95, slowest), CPU milliseconds a rerun.
Promise: the readers are a process of their own, which gives way to the server; each waits 2 to 6 s, evenly, after an
answer. They open one after another over a while; what is measured begins when all are there.
"""

import asyncio
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.bench.markdown import table as markdown
from tests.bench.speed.serving import cpu
from tests.served import served

SESSIONS, SECONDS, THINK = 300, 30, (2.0, 6.0)
PAGES = ("", "disclosure", "requests", "disputes", "coverage", "compare")


def measure(folder: Path) -> dict[str, float]:
    with served(folder) as (port, server):
        command = [sys.executable, "-m", "tests.bench.speed.crowd", str(port), str(server.pid), str(SESSIONS),
                   str(SECONDS)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[3],
                              preexec_fn=lambda: os.nice(5), check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    return json.loads(done.stdout)


class Reader:
    """One session: its socket, and the boxes of its page."""

    def __init__(self, port: int, seed: int):
        self._port, self._dice, self._boxes = port, random.Random(seed), {}
        self._page = PAGES[seed % len(PAGES)]

    async def run(self, opened: asyncio.Semaphore, until: asyncio.Event, times: list[tuple[float, float]]) -> None:
        async with websockets.connect(f"ws://127.0.0.1:{self._port}/_stcore/stream", subprotocols=["streamlit"],
                                      origin=f"http://127.0.0.1:{self._port}", max_size=None, ping_interval=None,
                                      open_timeout=120) as self._socket:
            async with opened:  # a few first loads at a time
                await self._rerun({})
            while not until.is_set():
                await asyncio.sleep(self._dice.uniform(*THINK))
                a, b = sorted(self._dice.choices(range(2019, 2026), k=2))
                began = time.perf_counter()
                await self._rerun({"y0": str(a), "y1": str(b)})
                times.append((began, time.perf_counter() - began))

    async def _rerun(self, choose: dict[str, str]) -> None:
        ask = BackMsg()
        ask.rerun_script.page_name = self._page
        ask.rerun_script.query_string = "&".join(f"{key}={text}" for key, text in choose.items())
        for key, text in choose.items():
            ask.rerun_script.widget_states.widgets.add(id=self._boxes[key], string_value=text)
        await self._socket.send(ask.SerializeToString())
        while True:
            answer = ForwardMsg.FromString(await self._socket.recv())
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                element = answer.delta.new_element
                if element.WhichOneof("type") == "exception":
                    raise RuntimeError(element.exception.message)
                if element.WhichOneof("type") == "selectbox":
                    self._boxes[element.selectbox.id.rsplit("-", 1)[-1]] = element.selectbox.id
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return


async def _crowd(port: int, pid: int, sessions: int, seconds: float) -> dict[str, float]:
    times: list[tuple[float, float]] = []
    opened, until = asyncio.Semaphore(4), asyncio.Event()
    tasks = [asyncio.create_task(Reader(port, i).run(opened, until, times)) for i in range(sessions)]
    while any(task.done() and task.exception() for task in tasks) is False and len(times) < sessions:
        await asyncio.sleep(.5)  # until, on average, each has chosen once
    began, before = time.perf_counter(), cpu(pid)
    await asyncio.sleep(seconds)
    spent, lasted = cpu(pid) - before, time.perf_counter() - began
    until.set()
    await asyncio.gather(*tasks)
    found = sorted(took * 1000 for at, took in times if began <= at <= began + lasted)
    return {"sessions": sessions, "reruns": len(found), "per_second": len(found) / lasted,
            "median": statistics.median(found), "p95": found[int(len(found) * .95)], "slowest": found[-1],
            "cpu": spent / len(found), "busy": spent / lasted / 1000}


def table(found: dict[str, float]) -> str:
    heads = ["同时的会话", "每秒重算", "重算中位（毫秒）", "p95（毫秒）", "最慢", "每次重算的处理器（毫秒）", "占一核"]
    keys = ("sessions", "per_second", "median", "p95", "slowest", "cpu", "busy")
    return markdown(heads, [[found[key] for key in keys]])


if __name__ == "__main__":
    print(json.dumps(asyncio.run(_crowd(*map(int, sys.argv[1:5])))))
