"""The last-digits rule: how stored figures are compared on a system other than the one that made them.

Processors and mathematical libraries may round the last digit of a float differently, and matplotlib writes
six decimals. Where the rule applies, a number in an SVG figure may differ from the stored one by at most
`TOLERANCE` points (a point is 1/72 inch: nobody can see it), and names that matplotlib derives from such
numbers may differ with them. Everything else must be equal: words, colors, the number and order of the
shapes, all HTML.

nbval's own way, a file of patterns that cut digits off, would not do: 71.999999 and 72 differ in every digit.
"""

import copy
import os
import re
import sys

from nbval.plugin import IPyNbCell

TOLERANCE = 0.002

NUMBER = re.compile(r"(?<![\w#.-])-?\d+(?:\.\d+)?")
# A letter for the kind of thing, a count perhaps, and ten digits of a hash of its shape.
DERIVED_NAME = re.compile(r"\b[A-Za-z]+(?:\d+_\d+_)?[0-9a-f]{10}\b")


def same_but_for_last_digits(stored, fresh):
    """Tell whether two SVG texts are equal but for the last digits of their numbers."""
    stored, fresh = _with_counted_names(stored), _with_counted_names(fresh)
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


def _with_counted_names(svg):
    names = {}
    return DERIVED_NAME.sub(lambda match: names.setdefault(match.group(), f"name-{len(names)}"), svg)
