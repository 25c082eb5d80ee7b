"""Test notebooks apart from the person who tests, whether pytest is given `tests`, `notebooks` or both."""

import os
import shutil
import tempfile
from pathlib import Path

pytest_plugins = ["tests.last_digits"]

SCRATCH = Path(tempfile.mkdtemp(prefix="massage-neuropathy-tests-"))

# Set before a kernel is started or the package imported: no test may touch the record of a learner, and
# nobody's IPython settings may change an output.
os.environ["MASSAGE_NEUROPATHY_DATA"] = str(SCRATCH / "record")
os.environ["IPYTHONDIR"] = str(SCRATCH / "ipython")
os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"


def pytest_unconfigure() -> None:
    """Remove what the tests have kept."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
