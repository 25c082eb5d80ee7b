"""Everything that lessons load, loaded: what `massage_neuropathy.kernels` copies for each notebook."""

import os

# As a kernel sets it, which has to be before figures are loaded.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

from ipykernel.kernelapp import IPKernelApp

from massage_neuropathy import figures, own_record, widgets
from massage_neuropathy.content import FOLDER
from massage_neuropathy.kept_course import provide_kept

__all__ = ["IPKernelApp", "figures", "own_record", "widgets"]

# Who has notebooks executed has read the content before, and kept it.
provide_kept(FOLDER.parents[1] / "_build/content")
