"""The audit tells three outcomes apart: clean, weak, and could not be looked up."""

import json

import pytest

from tests import audit

CLEAN = {"name": "jinja2", "version": "3.1.6", "vulns": []}
WEAK = {
    "name": "flask",
    "version": "0.5",
    "vulns": [
        {
            "id": "PYSEC-2019-179",
            "fix_versions": ["1.0", "0.12.3"],
            "aliases": ["CVE-2019-1010083"],
            "description": "Unexpected use of memory.",
        }
    ],
}
UNMENDED = {"name": "old", "version": "1", "vulns": [{"id": "X-1", "fix_versions": [], "description": ""}]}
SKIPPED = {"name": "anyio", "skip_reason": "Dependency not found on PyPI and could not be audited: anyio (4)"}
NPM_WEAK = {
    "minimist": {
        "name": "minimist",
        "severity": "critical",
        "isDirect": False,
        "via": [
            {
                "source": 1179,
                "title": "Prototype Pollution",
                "url": "https://example.org/1",
                "range": "<1.2.6",
            }
        ],
        "range": "<=1.2.5",
        "fixAvailable": {"name": "mkdirp", "version": "3.0.1", "isSemVerMajor": True},
    },
    "mkdirp": {
        "name": "mkdirp",
        "severity": "critical",
        "isDirect": True,
        "via": ["minimist"],
        "range": "0.4.1 - 0.5.1",
        "fixAvailable": False,
    },
}
NPM_REFUSED = {
    "message": "405 Method Not Allowed - POST",
    "method": "POST",
    "statusCode": 405,
    "error": {"summary": ""},
}


def python(*packages):
    return audit.of_python("pins", json.dumps({"dependencies": packages, "fixes": []}))


def npm(vulnerabilities, total=20):
    told = {"auditReportVersion": 2, "vulnerabilities": vulnerabilities}
    return audit.of_npm("lock", json.dumps(told | {"metadata": {"dependencies": {"total": total}}}))


def test_all_looked_up_and_clean_is_a_pass():
    text, status = audit.report([python(CLEAN, CLEAN), npm({})])
    assert status == 0
    assert (
        text
        == "pins: no known weakness (2 looked up and clean)\nlock: no known weakness (20 looked up and clean)"
    )


def test_a_weakness_fails_and_is_named_with_what_mends_it():
    text, status = audit.report([python(CLEAN, WEAK, UNMENDED, SKIPPED), npm(NPM_WEAK)])
    assert status == 1
    assert "pins: WEAK (1 looked up and clean)" in text
    assert "flask 0.5: PYSEC-2019-179, CVE-2019-1010083; mended in 1.0 or 0.12.3" in text
    assert "old 1: X-1; no mended version yet" in text
    assert "lock: WEAK (18 looked up and clean)" in text
    assert (
        "minimist <=1.2.5: critical, Prototype Pollution (https://example.org/1); mended by mkdirp 3.0.1"
        in text
    )
    assert "mkdirp 0.4.1 - 0.5.1: critical, minimist; no mended version yet" in text
    assert "not looked up: Dependency not found on PyPI" in text


@pytest.mark.parametrize(
    "unknown",
    [
        python(CLEAN, SKIPPED),
        python(),
        audit.of_python("pins", "ERROR: connection refused"),
        audit.of_python("pins", ""),
        audit.of_npm("lock", json.dumps(NPM_REFUSED)),
        audit.of_npm("lock", "npm error audit endpoint returned an error"),
        audit.of_npm("lock", "[]"),
    ],
)
def test_what_could_not_be_looked_up_is_no_pass(unknown):
    text, status = audit.report([python(CLEAN), unknown])
    assert status == 2
    assert "COULD NOT BE AUDITED" in text and "This is no pass" in text


def test_what_the_database_answered_is_said():
    text, _ = audit.report([audit.of_npm("lock", json.dumps(NPM_REFUSED))])
    assert "405 Method Not Allowed" in text


def test_every_list_of_pins_is_audited(monkeypatch, capsys):
    asked, clean = [], python(CLEAN)
    monkeypatch.setattr(audit, "_printed", lambda command, folder: asked.append((command, folder)) or "{}")
    monkeypatch.setattr(audit, "of_python", lambda what, text: clean)
    assert audit.main() == 2
    pinned = {
        path.parent for path in audit.ROOT.glob("**/package-lock.json") if "node_modules" not in path.parts
    }
    assert {folder for _, folder in asked} == pinned
    assert "requirements.txt" in asked[0][0]
    assert "COULD NOT" in capsys.readouterr().out


def test_a_tool_that_is_not_there_is_no_pass(tmp_path):
    assert audit.of_python("pins", audit._printed([str(tmp_path / "missing")], tmp_path)).status == 2
