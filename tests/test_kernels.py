"""The kernels that execute notebooks: loaded beforehand, each a process of its own, none left behind."""

import os
import subprocess
import sys
import time

import pytest

from massage_neuropathy import outputs
from tests.test_outputs import executed_project, project, write_notebook  # noqa: F401 - fixtures

LONG = """
import time
from massage_neuropathy.kernels import _Process, ProjectKernel
kernel = _Process({connection!r}, {{"PATH": ""}}, ".")
print(kernel.pid, flush=True)
time.sleep(600)
"""


def told(path):
    return outputs.nbformat.read(path, as_version=4).cells[-1].outputs[0].text.split()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each kernel loads for itself")
def test_a_kernel_has_loaded_what_lessons_load_before_their_first_cell(project):  # noqa: F811
    code = (
        "import sys; print({'massage_neuropathy.widgets', 'massage_neuropathy.figures'} <= set(sys.modules))"
    )
    path = write_notebook(project / "notebooks/00-start.ipynb", code)
    assert outputs.update(project) == 0
    assert told(path) == ["True"]


def test_what_one_notebook_changes_no_other_sees(project):  # noqa: F811
    code = "import os, massage_neuropathy as m; print(os.getpid(), getattr(m, 'seen', '')); m.seen = 'seen'"
    paths = [write_notebook(project / f"notebooks/{name}.ipynb", code) for name in ("00-start", "01-nerves")]
    assert outputs.update(project) == 0
    first, second = map(told, paths)
    assert len(first) == len(second) == 1
    assert first != second


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="asks the system for a process by its number")
def test_no_kernel_outlives_the_command_that_started_it(tmp_path):
    program = LONG.format(connection=str(tmp_path / "kernel.json"))
    starter = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    try:
        number = int(starter.stdout.readline())
        os.kill(number, 0)
    finally:
        starter.kill()
        starter.wait()
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail("the kernel is still there")
