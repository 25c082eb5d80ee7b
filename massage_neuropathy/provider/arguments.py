"""What the commands for providers have in common: help that says what happens, with examples."""

import argparse
import textwrap
from collections.abc import Mapping, Sequence


def parser(
    command: str, description: str, statuses: Mapping[int, str], examples: Sequence[str]
) -> argparse.ArgumentParser:
    """Return a parser whose help ends with the exit statuses and with examples.

    Parameters
    ----------
    command : str
        The command after ``massage-neuropathy``.
    description : str
        What it does.
    statuses : mapping of int to str
        What each exit status means.
    examples : sequence of str
        What follows the command, each a whole line.
    """
    lines = ["exit status:", *(f"  {status}  {words}" for status, words in statuses.items())]
    lines += ["", "examples:", *(f"  massage-neuropathy {command} {words}" for words in examples)]
    return argparse.ArgumentParser(
        prog=f"massage-neuropathy {command}",
        description=textwrap.fill(f"{description} Nothing is sent anywhere.", 78),
        epilog="\n".join(lines),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
