"""The templates of both editions."""

from jinja2 import Environment, PackageLoader, StrictUndefined

TEMPLATES = Environment(
    loader=PackageLoader("massage_neuropathy.editions", "templates"),
    autoescape=lambda name: name is not None and not name.endswith(".css"),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
