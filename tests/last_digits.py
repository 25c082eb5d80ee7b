"""The last-digits rule: how stored figures are compared on a system other than the one that made them.

Processors and mathematical libraries may round the last bit of a float differently, and figures are stored
with two decimals: a coordinate that lies between two hundredths may come out as either. Where the rule
applies, a number in an SVG figure may differ from the stored one by a hundredth of a point (nobody can see
it: a point is 1/72 inch), and so may the digest that its ids begin with. Everything else must be equal:
words, colors, the number and order of the shapes, all HTML.

nbval's own way, a file of patterns that cut digits off, would not do: 71.99 and 72 differ in every digit.
"""

import copy
import os
import re
import sys

from nbval.plugin import IPyNbCell

TOLERANCE = 0.0101  # A hundredth, and what a float makes of it.

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
# The ids of a figure begin with a digest of the whole drawing.
DIGEST = re.compile(r"\bf[0-9a-f]{4,}(?=-\d)")


def same_but_for_last_digits(stored, fresh):
    """Tell whether two SVG texts are equal but for the last digits of their numbers."""
    stored, fresh = DIGEST.sub("f", stored), DIGEST.sub("f", fresh)
    if NUMBER.sub("0", stored) != NUMBER.sub("0", fresh):
        return False
    pairs = zip(NUMBER.findall(stored), NUMBER.findall(fresh), strict=True)
    return all(abs(float(one) - float(other)) <= TOLERANCE for one, other in pairs)


def forgive(stored_outputs, fresh_outputs):
    """Return the fresh outputs, with a figure that differs in last digits only replaced by the stored one."""
    forgiven = copy.deepcopy(fresh_outputs)
    for stored, fresh in zip(stored_outputs, forgiven, strict=False):
        one = stored.get("data", {}).get("image/svg+xml")
        other = fresh.get("data", {}).get("image/svg+xml")
        if one and other and same_but_for_last_digits(one, other):
            fresh["data"]["image/svg+xml"] = one
    return forgiven


def applies():
    """Tell whether the rule applies here: outputs are made on Linux, and must be met exactly there."""
    return os.environ.get("LAST_DIGITS_RULE", "0" if sys.platform == "linux" else "1") == "1"


def pytest_configure():
    if not applies():
        return
    strictly = IPyNbCell.compare_outputs

    def compare_outputs(self, test, ref, skip_compare=None):
        return strictly(self, forgive(ref, test), ref, skip_compare)

    IPyNbCell.compare_outputs = compare_outputs


def pytest_terminal_summary(terminalreporter):
    if applies():
        terminalreporter.write_line("Notebooks were compared by the last-digits rule: tests/last_digits.py")
