"""Test notebooks apart from the person who tests, whether pytest is given `tests`, `notebooks` or both."""

import os
import shutil
import tempfile
from pathlib import Path

pytest_plugins = ["tests.last_digits"]

SCRATCH = Path(tempfile.mkdtemp(prefix="massage-neuropathy-tests-"))

# Set before a kernel is started or the package imported: no test may touch the record of a learner or what
# Jupyter keeps for them, and nobody's settings may change an output.
os.environ["MASSAGE_NEUROPATHY_DATA"] = str(SCRATCH / "record")
os.environ["JUPYTER_DATA_DIR"] = str(SCRATCH / "jupyter")
os.environ["JUPYTER_CONFIG_DIR"] = str(SCRATCH / "jupyter-config")
os.environ["IPYTHONDIR"] = str(SCRATCH / "ipython")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


def pytest_unconfigure() -> None:
    """Remove what the tests have kept."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
