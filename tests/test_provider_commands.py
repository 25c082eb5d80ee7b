"""The commands for providers and teachers, as they are typed."""

import re
import subprocess
import sys

import pytest

from massage_neuropathy import cli
from tests.result_files import result_file, write

COMMANDS = ("grade", "certificate", "verify", "items")


def run(*arguments, cwd):
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from massage_neuropathy.cli import main; sys.exit(main())",
            *arguments,
        ],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_command_lists_what_it_can_do(capsys):
    with pytest.raises(SystemExit) as done:
        cli.main(["--help"])
    said = capsys.readouterr().out
    assert done.value.code == 0
    for name in ("check", *cli.TOOLS):
        assert re.search(rf"^    {name}\b", said, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_an_example_and_its_exit_status(command, capsys):
    with pytest.raises(SystemExit) as done:
        cli.main([command, "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert done.value.code == 0
    assert f"massage-neuropathy {command} " in said.split("examples:")[1]
    assert all(f" {status} " in said for status in "012")
    assert "Nothing is sent anywhere" in said


def test_from_result_to_certificate_to_check_in_a_folder_of_its_own(tmp_path):
    write(tmp_path, result_file())
    assert run("grade", "result.json", cwd=tmp_path).returncode == 0
    example = run("certificate", "--example", cwd=tmp_path).stdout
    filled = example.replace('"..."', '"Something"').replace("hours = 0 ", "hours = 6 ")
    filled = filled.replace('email = "Something"\n', "").replace('"https://..."', '"https://school.example"')
    filled = "\n".join(line for line in filled.splitlines() if not line.startswith("email"))
    (tmp_path / "provider.toml").write_text(filled, encoding="utf-8")
    made = run("certificate", "--new-key", "provider-key.pem", cwd=tmp_path)
    key = next(line.strip() for line in made.stdout.splitlines() if line.strip().startswith("z6Mk"))
    issued = run(
        "certificate", "result.json", "--config", "provider.toml", "--date", "2026-11-20", cwd=tmp_path
    )
    assert issued.returncode == 0, issued.stderr
    digital = next(tmp_path.glob("certificate-*.json"))
    checked = run("verify", digital.name, "--key", key, cwd=tmp_path)
    assert checked.returncode == 0, checked.stdout
    digital.write_text(
        digital.read_text(encoding="utf-8").replace('"value": "6"', '"value": "60"'), encoding="utf-8"
    )
    assert run("verify", digital.name, cwd=tmp_path).returncode == 1
