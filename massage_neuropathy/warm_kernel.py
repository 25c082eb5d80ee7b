"""Everything that lessons load, loaded: what `massage_neuropathy.kernels` copies for each notebook."""

import contextlib
import os

# As a kernel sets it, which has to be before figures are loaded.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

from ipykernel.kernelapp import IPKernelApp

from massage_neuropathy import figures, own_record, widgets
from massage_neuropathy.content import ContentError, load_course

__all__ = ["IPKernelApp", "figures", "own_record", "widgets"]

# Whoever starts kernels has checked the content before, or runs notebooks that do not need it.
with contextlib.suppress(ContentError):
    load_course()
