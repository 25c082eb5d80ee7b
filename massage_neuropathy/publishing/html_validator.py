"""The pages, read by the Nu Html Checker, which is the validator of the standard and needs Java."""

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from massage_neuropathy.problems import NotChecked

JAR = "node_modules/vnu-jar/build/dist/vnu.jar"
# What the validator holds against pages, and why they keep it.
ACCEPTED = {
    r"CSS: .(paint-order|field-sizing).: Property .* doesn't exist": "it does not know them, and browsers do",
    r"Attribute .autocomplete. is only allowed when the input type is": "without it, Firefox would put back "
    "choices that are not in the record",
}
_ACCEPTED = re.compile("|".join(ACCEPTED))


@dataclass(frozen=True)
class Finding:
    """An error in a page.

    Parameters
    ----------
    page : str
        Its path in the folder.
    line : int
        The line of the page.
    message : str
        What is wrong.
    """

    page: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.message}"


def validate(folder: Path, root: Path) -> list[Finding]:
    """Return the errors in the pages of a folder, without the accepted ones.

    Raises
    ------
    NotChecked
        Java or the validator is missing, or the validator failed.
    """
    java, jar = shutil.which("java"), root / JAR
    if not java:
        raise NotChecked(
            "the HTML validator needs Java, which is missing: install a Java runtime, 11 or newer"
        )
    if not jar.exists():
        raise NotChecked(f"{JAR} is missing; run `make book`, or `npm ci` in the project's folder")
    command = [java, "-jar", str(jar), "--format", "json", "--errors-only", "--skip-non-html", str(folder)]
    result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        messages = json.loads(result.stderr)["messages"]
    except (ValueError, KeyError) as error:
        raise NotChecked(f"the HTML validator failed: {result.stderr.strip()[-500:]}") from error
    return findings(messages, folder.resolve().as_uri().replace("file://", "file:") + "/")


def findings(messages: Sequence[dict[str, Any]], start: str) -> list[Finding]:
    """Return what the validator said as findings, without what is accepted.

    Parameters
    ----------
    messages : sequence of dict
        The messages of its JSON format.
    start : str
        What the addresses of all pages begin with.
    """
    return [
        Finding(
            message.get("url", "").removeprefix(start),
            message.get("lastLine", 0),
            message["message"],
        )
        for message in messages
        if message["type"] != "info" and not _ACCEPTED.match(message["message"])
    ]
