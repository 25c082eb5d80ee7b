"""What the typed records of the content files are made of."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

Tag = Literal["unsafe", "overcautious", "scope", "fit"]
Outcome = Literal["good", "awkward", "delayed", "harm"]
Safety = Literal["F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "P1", "P2", "P3", "P4"]
Bloom = Literal["remember", "understand", "apply", "analyze", "evaluate"]
QuestionType = Literal["single", "multiple", "matching", "ordering", "numeric"]
Answer = Literal[
    "stop-emergency", "stop-today", "help-on-the-spot", "another-day", "ask-first", "adapt", "go-ahead"
]
Ground = Literal[
    "Guideline",
    "Review",
    "Trial",
    "Study",
    "Health information",
    "Case report",
    "Trade convention",
    "Course reasoning",
]
Span = tuple[FiniteFloat, FiniteFloat]
Text = Annotated[str, Field(min_length=1)]
Ids = tuple[Text, ...]


def id_like(form: str, example: str, *default: None) -> Any:  # noqa: ANN401
    """Describe a field that holds an id of a certain form, with an example of one."""
    return Field(
        *default,
        pattern=rf"^{form}$",
        description=f"write an id in small letters and digits, such as {example}",
    )


KEBAB = "[a-z0-9]+(-[a-z0-9]+)*"
SNAKE = "[a-z0-9]+(_[a-z0-9]+)*"


class ContentRecord(BaseModel):
    """What all records share: they do not change, and they have no fields but their own."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)
