"""One dashboard session without a browser: speaks the websocket of a served page and times its reruns.

In:   the port of a running dashboard, a page's url_path, a query string.
Out:  seconds from asking for a rerun to the server's word that the script has finished, and the bytes received.
Promise: it does what a browser does on a filter change; a script that fails raises.
"""

import time

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

    def rerun(self, page: str, query: str = "") -> tuple[float, int]:
        """Ask for a page with a query string; (seconds until the script finished, bytes received)."""
        ask = BackMsg()
        ask.rerun_script.query_string = query
        ask.rerun_script.page_name = page
        started, size = time.perf_counter(), 0
        self._socket.send_binary(ask.SerializeToString())
        while True:
            raw = self._socket.recv()
            size += len(raw)
            answer = ForwardMsg.FromString(raw)
            if (
                answer.WhichOneof("type") == "delta"
                and answer.delta.WhichOneof("type") == "new_element"
                and answer.delta.new_element.WhichOneof("type") == "exception"
            ):
                raise RuntimeError(f"{page}?{query}: {answer.delta.new_element.exception.message}")
            if (
                answer.WhichOneof("type") == "script_finished"
                and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN
            ):
                return time.perf_counter() - started, size

    def close(self) -> None:
        self._socket.close()
