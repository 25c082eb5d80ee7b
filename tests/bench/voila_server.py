"""A real Voilà server, a kernel for every reader: `python -m tests.bench.voila_server NOTEBOOK --port=PORT`.

It compresses what it sends, as a good host in front of it would; left alone, Voilà does not.
"""

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE_S = 120
_STOPS_S = 20


@contextmanager
def serve_voila(notebook: Path) -> Iterator[str]:
    """Serve a notebook with Voilà for a while; the value is its address.

    Raises
    ------
    RuntimeError
        Voilà did not start.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", __name__, str(notebook), f"--port={port}", "--no-browser"]
    log = notebook.with_name("voila.log")
    with log.open("wb") as said, subprocess.Popen(command, stdout=said, stderr=said) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/voila/static/favicon.ico", server, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            try:
                server.wait(_STOPS_S)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_PATIENCE_S * 5):
        try:
            urllib.request.urlopen(address).close()
        except urllib.error.HTTPError:
            return  # An answer is an answer.
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("Voilà did not start:\n" + log.read_text(encoding="utf-8", errors="replace"))


if __name__ == "__main__":
    from voila.app import Voila

    class CompressingVoila(Voila):
        """Voilà behind a good host."""

        def init_settings(self) -> dict:
            """Return what the web server is set to."""
            return super().init_settings() | {"compress_response": True}

    CompressingVoila.launch_instance()
