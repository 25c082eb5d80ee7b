"""Kernels for the notebooks of the course, of the Python that is running now.

Most of the time a short notebook takes, its kernel takes to start: to load Jupyter, the package and the
content. On Linux one process loads all that and is copied for each notebook, by ``fork``, which costs
milliseconds; every notebook still has a process of its own. Elsewhere, where a copy of a process with system
libraries in it may crash, each kernel loads for itself.
"""

import multiprocessing
import multiprocessing.forkserver
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import ipykernel.kernelspec
from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from traitlets import default

_COPIED = sys.platform == "linux"
_PROCESSES = multiprocessing.get_context("forkserver" if _COPIED else "spawn")
if _COPIED:
    _PROCESSES.set_forkserver_preload(["massage_neuropathy.warm_kernel", "massage_neuropathy.kernels"])


def begin_loading() -> None:
    """Begin to load, in the background, what kernels are copied from; elsewhere there is nothing to begin."""
    if _COPIED:
        multiprocessing.forkserver.ensure_running()


def run(connection_file: str, environment: Mapping[str, str], folder: str) -> None:
    """Be a kernel until asked to stop, or until the process that asked for one has ended.

    Parameters
    ----------
    connection_file
        Where the ports and the key of the kernel are written.
    environment
        All environment variables of the kernel.
    folder
        The folder it works in.
    """
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is meant for who waits for the notebook, who then ends the kernel.
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Loaded long ago in a copy; loaded now, by this very line, in a process that is none.
    from massage_neuropathy.warm_kernel import IPKernelApp

    # A kernel with no process of Jupyter above it tells the screen how to stop it, unless it is quiet.
    IPKernelApp.launch_instance(argv=["-f", connection_file, "--IPKernelApp.log_level=50"])


def _end_with_parent() -> None:
    multiprocessing.parent_process().join()
    os._exit(1)


class _Process:
    """A kernel's process with those methods of `subprocess.Popen` that a provisioner calls."""

    stdin = stdout = stderr = None

    def __init__(self, connection_file: str, environment: dict[str, str], folder: str) -> None:
        arguments = (connection_file, environment, folder)
        self._process = _PROCESSES.Process(target=run, args=arguments)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


class _Provisioner(LocalProvisioner):
    """Starts a kernel as a copy of one that is warm."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:  # noqa: ANN401
        folder = str(kwargs.get("cwd") or Path.cwd())
        self.process = _Process(self.parent.connection_file, dict(kwargs["env"]), folder)
        self.pid, self.cwd = self.process.pid, folder
        return self.connection_info


class ProjectKernel(AsyncKernelManager):
    """Starts the Python that is running now, whatever kernels the machine has installed."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401
        super().__init__(**options)
        self.provisioner = _Provisioner(kernel_spec=self.kernel_spec, parent=self)

    @default("transport_encryption")
    def _encrypt_if_possible(self) -> str:
        return "auto"  # Otherwise every kernel warns, on the screen, that others on the machine could listen.

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernel of this interpreter, whichever name a notebook asks for."""
        return KernelSpec(
            resource_dir=ipykernel.kernelspec.RESOURCES, **ipykernel.kernelspec.get_kernel_dict()
        )
