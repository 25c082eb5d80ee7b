"""JupyterLab on a working copy, started by the project's own command, for tests in a browser."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

TOKEN = "only-for-tests"
STARTS_WITHIN_S = 60


@dataclass(frozen=True)
class LabServer:
    """A running JupyterLab."""

    folder: Path
    port: int

    def url(self, path):
        """Return the address that opens a file of the working copy, such as `notebooks/00-start.ipynb`."""
        return f"http://127.0.0.1:{self.port}/lab/tree/{path}?token={TOKEN}&reset"


@contextmanager
def running_lab(folder, root):
    """Run JupyterLab on a working copy of the lessons of `root` and stop it, and its kernels, afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = ["lab", "--root", str(root), "--dir", str(folder), "--no-browser", "--allow-root"]
    server_options = [
        f"--ServerApp.port={port}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
    ]
    start = [sys.executable, "-c", "import sys; from massage_neuropathy.cli import main; sys.exit(main())"]
    log = folder.with_suffix(".log")
    with log.open("w", encoding="utf-8") as file:
        process = subprocess.Popen([*start, *command, *server_options], stdout=file, stderr=file)
    try:
        _wait(process, port, log)
        yield LabServer(folder, port)
    finally:
        stop(process)


def stop(process, patience_s=30):
    """End a server, by force if it does not end by itself in time, and the kernels it has left behind."""
    kernels = psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []
    process.terminate()
    try:
        process.wait(patience_s)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _, left = psutil.wait_procs(kernels, timeout=1)
    for kernel in left:
        kernel.kill()


def _wait(process, port, log):
    ends = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < ends and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/api", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
