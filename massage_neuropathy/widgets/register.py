"""The register of claims: what articles say about massage and neuropathy, and how far it holds."""

from typing import get_args

from massage_neuropathy.content import Claim, Course, load_course
from massage_neuropathy.widgets.html_widget import HtmlWidget
from massage_neuropathy.widgets.rendering import TEMPLATES, source

VERDICTS = {
    "supported": ("✓", "Supported"),
    "partly": ("◐", "Partly"),
    "unsupported": ("○", "Unsupported"),
    "contradicted": ("✗", "Contradicted"),
    "opinion": ("◇", "Opinion"),
    "outdated": ("△", "Outdated"),
}
"""Sign and words of each verdict; the sign is not read out."""


def claims_register() -> HtmlWidget:
    """Show every claim, to be searched and filtered."""
    course = load_course()
    return HtmlWidget(html=render_register(course), text=f"Register of {len(course.claims)} claims")


def contradictions() -> HtmlWidget:
    """Show claims that cannot both be right, side by side."""
    course = load_course()
    pairs = conflicting(course)
    return HtmlWidget(
        html=render_contradictions(course), text=f"Contradictions, {len(pairs)} pairs of claims"
    )


def conflicting(course: Course) -> list[tuple[Claim, Claim]]:
    """Return each pair of claims that conflict, once, in the order of the register."""
    place = {name: i for i, name in enumerate(course.claims)}
    pairs = {
        tuple(sorted((claim.id, other), key=place.__getitem__))
        for claim in course.claims.values()
        for other in claim.conflicts_with
    }
    ordered = sorted(pairs, key=lambda pair: [place[name] for name in pair])
    return [(course.claims[one], course.claims[other]) for one, other in ordered]


def render_register(course: Course) -> str:
    """Return all claims as HTML, by topic; see ``templates/register.html``."""
    claims = course.claims.values()
    topics = get_args(Claim.model_fields["topic"].annotation)
    by_topic = {topic: [claim for claim in claims if claim.topic == topic] for topic in topics}
    return TEMPLATES.get_template("register.html").render(
        topics={_title(topic): found for topic, found in by_topic.items() if found},
        claims=course.claims,
        sources={claim.id: [source(course, key) for key in claim.references] for claim in claims},
        verdicts=VERDICTS,
    )


def render_contradictions(course: Course) -> str:
    """Return the pairs of claims that conflict as HTML; see ``templates/contradictions.html``."""
    template = TEMPLATES.get_template("contradictions.html")
    return template.render(pairs=conflicting(course), verdicts=VERDICTS)


def _title(topic: str) -> str:
    return topic.capitalize() if topic == "self-care" else topic.replace("-", " ").capitalize()
