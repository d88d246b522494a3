"""One dashboard session without a browser: speaks the websocket of a served page and times its reruns.

In:   the port of a running dashboard, a page's url_path, a query string, choices in its boxes.
Out:  seconds from asking for a rerun to the server's word that the script has finished, and the bytes received.
Promise: it does what a browser does on a filter change: the box's new text goes with the ask, beside those of all boxes
touched before, and stands in the link. A script that fails raises, and so does a choice that the page did not take.
"""

import time
from urllib.parse import quote_plus

import websocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Session:
    """A connected client; `rerun` may be called any number of times."""

    def __init__(self, port: int, timeout: float = 60):
        self._socket = websocket.create_connection(
            f"ws://127.0.0.1:{port}/_stcore/stream",
            subprotocols=["streamlit"],
            timeout=timeout,
            origin=f"http://127.0.0.1:{port}",
        )
        self._boxes: dict[str, str] = {}  # key -> the id of its box, as the page drew it last
        self.options: dict[str, list[str]] = {}
        self._chosen: dict[str, str] = {}
        self.page: str | None = None  # the one drawn last

    def rerun(self, page: str, query: str = "", choose: dict[str, str] | None = None) -> tuple[float, int]:
        """Ask for a page with a query string, or with a choice (key -> the option's text) in boxes of the page that was
        drawn last; (seconds until the script finished, bytes received)."""
        ask = BackMsg()
        self._chosen |= choose or {}
        ask.rerun_script.query_string = query or "&".join(f"{k}={quote_plus(v)}" for k, v in self._chosen.items())
        ask.rerun_script.page_name = page
        for key, text in self._chosen.items():
            ask.rerun_script.widget_states.widgets.add(id=self._boxes[key], string_value=text)
        started, size = time.perf_counter(), 0
        self._socket.send_binary(ask.SerializeToString())
        while True:
            raw = self._socket.recv()
            size += len(raw)
            answer = ForwardMsg.FromString(raw)
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._look_at(answer.delta.new_element, f"{page}?{query}", choose or {})
            if kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                self.page = page
                return time.perf_counter() - started, size

    def _look_at(self, element, asked: str, choose: dict[str, str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "exception":
            raise RuntimeError(f"{asked}: {element.exception.message}")
        if kind == "selectbox":
            box = element.selectbox
            key = box.id.rsplit("-", 1)[-1]
            self._boxes[key], self.options[key] = box.id, list(box.options)
            if box.set_value and key in choose and box.raw_value != choose[key]:
                raise RuntimeError(f"{asked}: {key} shows {box.raw_value}, not {choose[key]}")

    def close(self) -> None:
        self._socket.close()
