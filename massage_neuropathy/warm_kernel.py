"""A kernel with everything that lessons load already loaded; see `massage_neuropathy.kernels`.

Importing this module is what takes the time: Jupyter's kernel, the widgets, the figures, the content.
"""

import contextlib
import os
import threading
from collections.abc import Mapping
from multiprocessing import parent_process

# As a kernel sets it, which has to be before figures are loaded.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

from ipykernel.kernelapp import IPKernelApp

from massage_neuropathy import figures, own_record, widgets
from massage_neuropathy.content import ContentError, load_course

__all__ = ["figures", "own_record", "run", "widgets"]

# Whoever starts kernels has checked the content before, or runs notebooks that do not need it.
with contextlib.suppress(ContentError):
    load_course()


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
    # A kernel with no process of Jupyter above it tells the screen how to stop it, unless it is quiet.
    IPKernelApp.launch_instance(argv=["-f", connection_file, "--IPKernelApp.log_level=50"])


def _end_with_parent() -> None:
    parent_process().join()
    os._exit(1)
