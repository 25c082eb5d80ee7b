"""The provider's own certificate: only for who has passed, with the provider's words, on one page."""

import json
import os
import stat
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_neuropathy.provider import certificate, signing
from massage_neuropathy.provider.certificate import CANNOT, PASSPHRASE, REFUSED, WRITTEN, award_for, main
from massage_neuropathy.provider.configuration import EXAMPLE
from massage_neuropathy.provider.credential import identity, number
from massage_neuropathy.provider.grade import grade
from massage_neuropathy.provider.printed import MARGIN, unprintable, write_pdf
from massage_neuropathy.provider.reading import FileError
from massage_neuropathy.provider.result_file import read_result
from massage_neuropathy.provider.verify import verify
from tests.pdf_text import read_pdf
from tests.provider_files import AWARD, configuration
from tests.result_files import BANK, NAME, result_file, right, sit, with_, write

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TRUE_ONE = result_file()
IDS = TRUE_ONE["events"][1]["options"]

CONFIG = """\
[provider]
name = "Example School of Massage"
email = "office@school.example"
number = "000000-00"
[certificate]
title = "Massage for Clients with Neuropathy"
type = "Certificate of completion, home study"
hours = 7.5
approval = "Approved by the Example Board."
place = "Home study"
signatures = ["Instructor", "Program director"]
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A provider's folder with a configuration and a key; the command works in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(PASSPHRASE, raising=False)
    (tmp_path / "provider.toml").write_text(f'{CONFIG}[signing]\nkey = "key.pem"\n', encoding="utf-8")
    signing.new_key(tmp_path / "key.pem")
    write(tmp_path, TRUE_ONE)
    return tmp_path


def issue(*arguments):
    return main([*arguments, "--config", "provider.toml", "--date", "2026-11-20", "--out", "out"])


def words_of(path):
    return "\n".join(line.text for line in read_pdf(path.read_bytes())[1])


# Issuing


def test_a_pass_gets_a_certificate_on_paper_and_a_true_one_to_verify(office, capsys):
    assert issue("result.json") == WRITTEN
    paper, digital = next((office / "out").glob("*.pdf")), next((office / "out").glob("*.json"))
    said = words_of(paper).replace("\n", " ")
    for words in (
        NAME,
        "Example School of Massage",
        "office@school.example",
        "Massage for Clients with Neuropathy",
        "Certificate of completion, home study",
        "7.5",
        "November 20, 2026",
        "000000-00",
        "Approved by the Example Board.",
        "Instructor",
        "Program director",
        "open-book",
        "the course gives none",
        digital.name,
    ):
        assert words in said
    verdict = verify(json.loads(digital.read_text(encoding="utf-8")), NOW)
    assert verdict.state == "unchanged"
    assert ("Name", NAME) in verdict.facts
    assert verdict.key in said
    assert paper.stem == digital.stem
    assert digital.name in capsys.readouterr().out


def test_the_same_certificate_is_the_same_to_the_byte(office):
    issue("result.json")
    first = {path.name: path.read_bytes() for path in (office / "out").iterdir()}
    issue("result.json")
    assert {path.name: path.read_bytes() for path in (office / "out").iterdir()} == first
    issue("result.json", "--name", "Another Name")
    assert len(list((office / "out").iterdir())) == 4


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (result_file(sit(open_ids=TRUE_ONE["events"][1]["options"][:20])), "NOT PASSED"),
        (with_(TRUE_ONE, "name", "Someone else"), "changed or damaged"),
        (result_file(sit(closed=False, open_ids=TRUE_ONE["events"][1]["options"])), "NOT PASSED"),
    ],
)
def test_what_has_not_passed_gets_none_and_is_told_why(office, capsys, data, words):
    write(office, data, "other.json")
    assert issue("other.json") == REFUSED
    said = capsys.readouterr().err
    assert words in said
    assert "No certificate was written" in said
    assert not (office / "out").exists()


def test_an_award_is_made_only_of_a_pass(tmp_path):
    short = grade(
        read_result(write(tmp_path, result_file(sit(closed=False, answer=lambda name: ["x"])))), BANK
    )
    with pytest.raises(ValueError, match="passed"):
        award_for(short, "", date(2026, 11, 20))


def test_without_a_key_there_is_only_paper(office):
    (office / "provider.toml").write_text(CONFIG, encoding="utf-8")
    assert issue("result.json") == WRITTEN
    (made,) = (office / "out").iterdir()
    assert made.suffix == ".pdf"
    assert "Digital certificate" not in words_of(made)


def test_a_key_that_others_can_read_is_mentioned(office, capsys):
    (office / "key.pem").chmod(0o644)
    assert issue("result.json") == WRITTEN
    assert ("chmod 600" in capsys.readouterr().err) == (os.name == "posix")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none.json"], "none.json: is not there"),
        (["result.json", "--name", "\u6f22"], "Latin, Greek or Cyrillic"),
        (["result.json", "--out", "result.json"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said_with_what_to_do(office, capsys, arguments, words):
    wanted = ["--config", "provider.toml", *arguments]
    assert main(wanted) == CANNOT
    assert words in capsys.readouterr().err


def test_the_others_get_theirs_though_some_files_cannot_be_used(office, capsys):
    write(office, result_file(name="\u6f22"), "unprintable.json")
    write(office, with_(TRUE_ONE, "name", "Someone else"), "untrue.json")
    (office / "damaged.json").write_text("{", encoding="utf-8")
    files = ["none.json", "damaged.json", "unprintable.json", "result.json", "untrue.json"]
    assert issue(*files) == CANNOT
    said = capsys.readouterr()
    assert "result.json: " in said.out
    assert len(list((office / "out").glob("*.pdf"))) == 1
    assert said.err.count("No certificate was written") == 4
    for words in (
        "none.json: is not there",
        "damaged.json: is not a result file",
        "the name: holds \u6f22",
        "written for unprintable.json",
        "untrue.json: NOT GRADED",
    ):
        assert words in said.err


def test_a_missing_configuration_or_key_is_named(office, capsys):
    assert main(["result.json", "--config", "none.toml"]) == CANNOT
    assert "--example" in capsys.readouterr().err
    (office / "key.pem").unlink()
    assert issue("result.json") == CANNOT
    assert "--new-key" in capsys.readouterr().err


def test_the_command_asks_for_what_it_needs(capsys):
    for arguments, words in (
        ([], "--config"),
        (["a", "b", "--config", "c", "--name", "d"], "one file at a time"),
    ):
        with pytest.raises(SystemExit):
            main(arguments)
        assert words in capsys.readouterr().err


def test_the_example_is_printed_as_it_is(capsys):
    assert main(["--example"]) == WRITTEN
    assert capsys.readouterr().out == EXAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def today(monkeypatch):
    """November 22, 2026 in UTC, by the clock of the provider."""

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2026, 11, 22, 1, tzinfo=UTC).astimezone(tz)

    monkeypatch.setattr(certificate, "datetime", Clock)


def dated(*arguments):
    return main(["result.json", "--config", "provider.toml", "--out", "out", *arguments])


@pytest.mark.parametrize("day", ["2026-11-01", "2026-11-19"])
def test_no_certificate_is_dated_before_the_final_was_over(office, capsys, day):
    assert dated("--date", day) == CANNOT
    said = capsys.readouterr().err
    assert f"dated {day}, before the final was over on 2026-11-20" in said
    assert "--date" in said and "No certificate was written" in said
    assert not (office / "out").exists()


def test_a_day_to_come_is_said(office, today, capsys):
    assert dated("--date", "2026-11-22") == dated() == WRITTEN
    assert "still to come" not in capsys.readouterr().out
    assert dated("--date", "2026-11-23") == WRITTEN
    assert "dated 2026-11-23, which is still to come" in capsys.readouterr().out


def test_a_day_in_another_form_is_refused_in_plain_words(office, capsys):
    with pytest.raises(SystemExit):
        dated("--date", "20.11.2026")
    said = capsys.readouterr().err
    assert "'20.11.2026' is no day; write year-month-day" in said
    assert "isoformat" not in said


def test_marks_have_one_decimal_on_paper_and_in_the_credential(office):
    several = [name for name in IDS if BANK.entries[name]["type"] == "multiple"]
    part = next(name for name in several if len(right(name)) == 3 and not BANK.entries[name]["safety"])
    answer = lambda name: right(name)[: 2 if name == part else None]  # noqa: E731
    file = result_file(sit(answer=answer))
    total = file["result"]["total"]
    assert total != round(total, 1), "the marks must have more than one decimal"
    write(office, file)
    assert issue("result.json") == WRITTEN
    words = f"{int(total * 10) / 10} of 40"
    assert words in words_of(next((office / "out").glob("*.pdf"))).replace("\n", " ")
    digital = json.loads(next((office / "out").glob("*.json")).read_text(encoding="utf-8"))
    assert ("Sum of marks", words) in verify(digital, NOW).facts


def test_what_else_was_required_has_a_label(office):
    with_more = CONFIG.replace("approval", 'requirements = "Hands-on check of 2 hours"\napproval')
    (office / "provider.toml").write_text(f'{with_more}[signing]\nkey = "key.pem"\n', encoding="utf-8")
    assert issue("result.json") == WRITTEN
    assert "Also required: Hands-on check of 2 hours" in words_of(next((office / "out").glob("*.pdf")))
    digital = json.loads(next((office / "out").glob("*.json")).read_text(encoding="utf-8"))
    criteria = digital["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert criteria.startswith("Also required: Hands-on check of 2 hours. Final self-assessment")


# Keys


def test_a_new_key_is_made_and_never_shown(office, capsys):
    assert main(["--new-key", "new.pem"]) == WRITTEN
    said = capsys.readouterr().out
    key = signing.read_key(office / "new.pem")
    assert signing.public_text(key.public_key()) in said
    assert "PRIVATE" not in said
    assert key.private_bytes_raw().hex() not in said
    if os.name == "posix":
        assert stat.S_IMODE((office / "new.pem").stat().st_mode) == 0o600
    assert main(["--new-key", "new.pem"]) == CANNOT
    assert "there already" in capsys.readouterr().err


def test_a_locked_key_asks_and_opens(office, monkeypatch, capsys):
    typed = iter(["horse", "horse", "horse", "house"])
    monkeypatch.setattr(certificate.getpass, "getpass", lambda prompt: next(typed))
    (office / "key.pem").unlink()
    assert main(["--new-key", "key.pem", "--passphrase"]) == WRITTEN
    assert issue("result.json") == WRITTEN
    assert issue("result.json") == CANNOT
    assert "does not open" in capsys.readouterr().err
    monkeypatch.setenv(PASSPHRASE, "horse")
    assert issue("result.json") == WRITTEN


@pytest.mark.parametrize("typed", [("a", "b"), ("", "")])
def test_a_passphrase_that_is_unlike_or_empty_makes_no_key(office, monkeypatch, capsys, typed):
    answers = iter(typed)
    monkeypatch.setattr(certificate.getpass, "getpass", lambda prompt: next(answers))
    assert main(["--new-key", "new.pem", "--passphrase"]) == CANNOT
    assert not (office / "new.pem").exists()


# On paper


@pytest.mark.parametrize(("paper", "size"), [("letter", (792, 612)), ("A4", (841.89, 595.28))])
def test_the_page_is_that_of_the_configuration_and_all_words_are_on_it(tmp_path, paper, size):
    made = tmp_path / "c.pdf"
    write_pdf(made, configuration(certificate={"paper": paper}), AWARD, "certificate-x.json", "z6Mk")
    found, lines = read_pdf(made.read_bytes())
    assert found == pytest.approx(size, abs=0.1)
    for line in lines:
        assert MARGIN - 1 <= line.x <= size[0] - MARGIN
        assert MARGIN - 1 <= line.y <= size[1] - MARGIN
    said = "\n".join(line.text for line in lines)
    assert AWARD.name in said
    assert number(identity(configuration(), AWARD)) in said


long = st.text(st.sampled_from("abcdefgh ijklmn\n"), min_size=1, max_size=250).filter(str.strip)


@settings(max_examples=25, deadline=None)
@given(
    title=long,
    approval=long,
    name=st.text(st.sampled_from("Abcd Éß"), min_size=1, max_size=100).filter(str.strip),
)
def test_whatever_it_says_nothing_overlaps_or_leaves_the_page(tmp_path_factory, title, approval, name):
    path = tmp_path_factory.mktemp("paper") / "c.pdf"
    wanted = configuration(certificate={"title": title, "approval": approval})
    try:
        write_pdf(path, wanted, replace(AWARD, name=" ".join(name.split())), "certificate-x.json", "z6Mk")
    except FileError as error:
        assert "does not fit" in str(error)
        return
    (width, height), lines = read_pdf(path.read_bytes())
    assert all(MARGIN - 1 <= line.x <= width - MARGIN for line in lines)
    assert all(MARGIN - 1 <= line.y <= height - MARGIN for line in lines)
    # From top to bottom: the small print is last, and signatures stand above it with room to write.
    foot = next(line for line in lines if "Assessed with" in line.text)
    sign = next(line for line in lines if line.text == "Instructor")
    above = min(line.y for line in lines if line.y > sign.y + 1)
    assert sign.y > foot.y
    assert above - sign.y > 30


@pytest.mark.parametrize("field", ["title", "place", "approval"])
def test_what_does_not_fit_is_said_and_not_cut(tmp_path, field):
    with pytest.raises(FileError, match="does not fit on one page"):
        write_pdf(tmp_path / "c.pdf", configuration(certificate={field: "M" * 250}), AWARD)
    assert not (tmp_path / "c.pdf").exists()


@pytest.mark.parametrize(
    ("name", "unset"),
    [
        ("Žákyně Ученица Μαθήτρια", ""),
        ("\u6f22a\u5b57", "\u6f22\u5b57"),
        ("\u0645\u062d", "\u0645\u062d"),
        ("\u05d0", "\u05d0"),
    ],
)
def test_letters_that_cannot_be_set_are_known(name, unset):
    assert unprintable(name) == unset
