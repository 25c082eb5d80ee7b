"""The certificate on paper: one page, in type that shrinks until everything is on it."""

import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from fontTools.ttLib import TTFont
from fpdf import FPDF

from massage_neuropathy.figures.style import BOLD, INK, MUTED, REGULAR, TEAL
from massage_neuropathy.provider.configuration import Configuration
from massage_neuropathy.provider.credential import COURSE, Award, hours_text, identity, number
from massage_neuropathy.provider.reading import FileError, FileProblem

MARGIN = 54.0
"""Points that stay white at each edge."""
SMALLEST = 0.55
"""How far the type may shrink: the small print then has 5 points."""
FONT = "course"


@dataclass(frozen=True)
class Piece:
    """Something that stands on the page: text in a size (points), with white (points) above it."""

    text: str
    size: float
    above: float
    bold: bool = False
    color: str = INK


def pieces(configuration: Configuration, award: Award) -> list[Piece]:
    """Return what the certificate says, from top to bottom, without facts, signatures and small print."""
    provider, wording = configuration.provider, configuration.certificate
    address = ", ".join((provider.address or "").split("\n"))
    reach = " · ".join(filter(None, [address, provider.email, provider.website]))
    found = [
        Piece(provider.name, 20, 0, bold=True, color=TEAL),
        *([Piece(reach, 10, 4, color=MUTED)] if reach else []),
        Piece(wording.type, 13, 18, color=INK),
        Piece("This certifies that", 12, 16, color=MUTED),
        Piece(award.name, 30, 8, bold=True),
        Piece("has completed", 12, 8, color=MUTED),
        Piece(wording.title, 20, 8, bold=True),
    ]
    also = f"Also required: {wording.requirements}" if wording.requirements else ""
    found += [Piece(text, 11, 10) for text in (also, wording.approval) if text]
    return found


def facts(configuration: Configuration, award: Award) -> list[tuple[str, str]]:
    """Return the facts that stand in a row, each with its label."""
    return [
        (label, value)
        for label, value in (
            ("Hours", hours_text(configuration)),
            ("Passed", spoken(award.passed)),
            ("Issued", spoken(award.issued)),
            ("Place", configuration.certificate.place),
            ("Provider number", configuration.provider.number),
            ("Certificate number", number(identity(configuration, award))),
        )
        if value
    ]


def small_print(configuration: Configuration, award: Award, digital: str, key: str) -> str:
    """Return what stands at the foot: what was assessed, who answers for what, and how to check it."""
    words = (
        f"Assessed with the final self-assessment of the open course {COURSE}, version {award.version}: "
        f"{award.score} of {award.questions}, {award.needed} needed, safety bar met. It is open-book and was "
        "taken on the learner's own device. Hours, approval and credit are those of "
        f"{configuration.provider.name}; the course gives none."
    )
    if digital:
        words += f" Digital certificate: {digital}, signed with the key {key}."
    return words


def spoken(day: date) -> str:
    """Return a date in words, the same on every machine: ``November 20, 2026``."""
    months = "January February March April May June July August September October November December"
    return f"{months.split()[day.month - 1]} {day.day}, {day.year}"


def unprintable(text: str) -> str:
    """Return the characters that cannot be set: unknown to the font, or written from right to left."""
    known = TTFont(REGULAR).getBestCmap()
    return "".join(
        dict.fromkeys(
            letter
            for letter in text
            if not letter.isspace()
            and (ord(letter) not in known or unicodedata.bidirectional(letter) in ("R", "AL", "AN"))
        )
    )


def write_pdf(
    path: Path, configuration: Configuration, award: Award, digital: str = "", key: str = ""
) -> None:
    """Write the certificate as PDF, byte for byte the same for the same award.

    Parameters
    ----------
    path : Path
        The file.
    configuration : Configuration
        What the provider says.
    award : Award
        What is certified.
    digital, key : str
        Name of the file with the digital certificate, and the public key it is signed with; or empty.

    Raises
    ------
    FileError
        It does not fit on one page, however small the type.
    """
    scale = 1.0
    while scale >= SMALLEST:
        page = _Page(configuration, award, scale)
        page.fill(
            pieces(configuration, award),
            facts(configuration, award),
            small_print(configuration, award, digital, key),
            configuration.certificate.signatures,
        )
        if page.fits:
            path.write_bytes(bytes(page.pdf.output()))
            return
        scale -= 0.05
    fix = "shorten the longest line: the name, the title, the place, or a word in them"
    raise FileError(FileProblem("the certificate", "", "does not fit on one page", fix))


class _Page:
    """One attempt to set everything on the page, in type of a certain scale."""

    def __init__(self, configuration: Configuration, award: Award, scale: float) -> None:
        self.scale = scale
        self.fits = True
        self.pdf = pdf = FPDF("landscape", "pt", configuration.certificate.paper)
        pdf.set_creation_date(datetime.combine(award.issued, time(), UTC))
        pdf.set_title(f"{configuration.certificate.title}: {award.name}")
        pdf.set_author(configuration.provider.name)
        pdf.set_lang("en-US")
        pdf.set_auto_page_break(False)
        pdf.set_margins(MARGIN, MARGIN, MARGIN)
        pdf.add_font(FONT, "", REGULAR)
        pdf.add_font(FONT, "B", BOLD)
        pdf.add_page()
        pdf.set_draw_color(TEAL)
        pdf.set_line_width(2)
        pdf.rect(MARGIN / 2, MARGIN / 2, pdf.w - MARGIN, pdf.h - MARGIN)

    def fill(
        self, texts: list[Piece], row: list[tuple[str, str]], foot: str, signatures: tuple[str, ...]
    ) -> None:
        """Set everything; `fits` says whether it found room."""
        pdf, wide = self.pdf, self.pdf.epw
        for piece in texts:
            self._text(piece, MARGIN, wide)
        top = pdf.get_y() + 18 * self.scale
        bottom = top
        fact = [(Piece(label, 9, 0, color=MUTED), Piece(value, 11, 2, bold=True)) for label, value in row]
        widths = [max(map(self._width, both)) for both in fact]
        space = max(0.0, wide - sum(widths)) / len(fact)
        left = MARGIN
        for both, width in zip(fact, widths, strict=True):
            pdf.set_y(top)
            for piece in both:
                self._text(piece, left, min(width, wide) + space)
            left += width + space
            bottom = max(bottom, pdf.get_y())
        self.fits = self.fits and sum(widths) <= wide
        # The foot is measured first: signatures stand right above it, with room to write.
        pdf.set_font(FONT, "", 9 * self.scale)
        height = pdf.multi_cell(wide, 12 * self.scale, foot, align="C", dry_run=True, output="HEIGHT")
        foot_top = pdf.h - MARGIN - height
        line = foot_top - 34 * self.scale
        room = line - bottom
        self.fits = self.fits and room >= 34
        share = wide / len(signatures)
        pdf.set_draw_color(INK)
        pdf.set_line_width(0.75)
        for i, who in enumerate(signatures):
            left = MARGIN + i * share
            pdf.line(left + 18, line, left + share - 18, line)
            pdf.set_y(line + 3)
            self._text(Piece(who, 10, 0, color=MUTED), left, share)
            self.fits = self.fits and pdf.get_y() <= foot_top
        pdf.set_y(foot_top)
        self._text(Piece(foot, 9, 0, color=MUTED), MARGIN, wide)

    def _width(self, piece: Piece) -> float:
        self.pdf.set_font(FONT, "B" if piece.bold else "", piece.size * self.scale)
        return self.pdf.get_string_width(piece.text) + 8

    def _text(self, piece: Piece, left: float, width: float) -> None:
        size = piece.size * self.scale
        self.pdf.set_font(FONT, "B" if piece.bold else "", size)
        self.pdf.set_text_color(piece.color)
        self.pdf.set_xy(left, self.pdf.get_y() + piece.above * self.scale)
        longest = max((self.pdf.get_string_width(word) for word in piece.text.split()), default=0)
        if longest > width - 6:
            self.fits = False
        self.pdf.multi_cell(width, size * 1.33, piece.text, align="C", new_x="LEFT", new_y="NEXT")
