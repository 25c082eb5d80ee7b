"""The provider's configuration file: all that a certificate says and that the course does not know."""

from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from massage_neuropathy.provider.reading import FileError, FileProblem, read_toml, validated

EXAMPLE = Path(__file__).with_name("provider.toml")
"""An example with every field, which `massage-neuropathy certificate --example` prints."""


def _filled_in(value: object) -> object:
    if isinstance(value, str):
        value = value.strip()
        if "..." in value or not value:
            raise ValueError("is not filled in")
    return value


Line = Annotated[str, BeforeValidator(_filled_in), Field(min_length=1, max_length=300)]
Lines = Annotated[str, BeforeValidator(_filled_in), Field(min_length=1, max_length=1200)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Provider(_Table):
    """Who issues the certificate."""

    name: Line = Field(description="write the name of your organization, or your own")
    address: Lines | None = Field(None, description="write the postal address, or leave the field out")
    email: Annotated[Line, Field(pattern=r"^[^@\s]+@[^@\s]+$")] | None = Field(
        None, description="write an e-mail address, or leave the field out"
    )
    website: Annotated[Line, Field(pattern=r"^https?://\S+$")] | None = Field(
        None, description="write an address that begins with https://, or leave the field out"
    )
    number: Line | None = Field(
        None, description="write your provider number in quotation marks, or leave the field out"
    )
    id: Annotated[Line, Field(pattern=r"^https://[^\s#]+$")] | None = Field(
        None,
        description="write the https:// address, without #, where you publish your key, or leave it out",
    )


class Wording(_Table):
    """What the certificate says."""

    title: Line = Field(description="write the exact title under which the course is approved")
    type: Line = Field(description="write the type, such as Home study: certificate of completion")
    hours: Decimal = Field(
        gt=0, le=1000, decimal_places=2, description="write the hours that you are approved for, as a number"
    )
    approval: Lines | None = Field(
        None, description="write the sentence that your approving body asks for, or leave the field out"
    )
    place: Line | None = Field(None, description="write where, such as Home study, or leave the field out")
    requirements: Lines | None = Field(
        None, description="write what else you have asked for and checked, or leave the field out"
    )
    signatures: tuple[Line, ...] = Field(
        ("Signature",),
        min_length=1,
        max_length=3,
        description="write one to three lines to be signed, each in quotation marks",
    )
    paper: Literal["letter", "A4"] = Field("letter", description='write "letter" or "A4"')
    valid_for_years: int | None = Field(
        None, ge=1, le=50, description="write a whole number of years, or leave the field out"
    )


class Signing(_Table):
    """With what the digital certificate is signed."""

    key: Line = Field(description="write the name of the file with your private key")


class Configuration(_Table):
    """A whole configuration file."""

    provider: Provider = Field(description="add a part that begins with [provider]")
    certificate: Wording = Field(description="add a part that begins with [certificate]")
    signing: Signing | None = Field(
        None, description="add a part that begins with [signing], or leave it out: then nothing is signed"
    )

    @model_validator(mode="after")
    def _needs_a_key(self) -> "Configuration":
        if self.provider.id and not self.signing:
            raise ValueError("provider.id is of use only with a key")
        return self


def read_configuration(path: Path) -> tuple[Configuration, Path | None]:
    """Read a configuration file.

    Parameters
    ----------
    path : Path
        The file, in TOML.

    Returns
    -------
    configuration : Configuration
        What it says.
    key : Path or None
        The file with the private key, looked for beside the configuration; None if nothing is to be signed.

    Raises
    ------
    FileError
        With everything that is wrong with it.
    """
    try:
        configuration = validated(Configuration, read_toml(path), path)
    except FileError as error:
        if not path.exists():
            fix = "make one with: massage-neuropathy certificate --example > provider.toml"
            raise FileError(FileProblem(str(path), "", "is not there", fix)) from None
        raise error
    key = path.parent / Path(configuration.signing.key).expanduser() if configuration.signing else None
    return configuration, key
