"""A server on this machine that writes down what it is sent and answers nothing: it shows the bytes of a request as they leave."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def recorder() -> Iterator[tuple[str, list[bytes]]]:
    """Run the server; yields its address and the bodies it was sent, in order."""
    bodies: list[bytes] = []

    class Recorder(BaseHTTPRequestHandler):
        """Keeps each body and refuses."""

        def do_POST(self) -> None:
            """Write down and refuse."""
            bodies.append(self.rfile.read(int(self.headers.get("Content-Length") or 0)))
            self.send_response(418)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", bodies
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
