"""A true digital certificate is told from a changed one, by the command and by the page, alike."""

import copy
import hashlib
import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import base58
import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from massage_neuropathy.provider.credential import as_json, credential
from massage_neuropathy.provider.reading import FileError, read_json
from massage_neuropathy.provider.signing import did_key, public_text, sign
from massage_neuropathy.provider.verify import FALSE, HEADLINES, TRUE, UNKNOWN, main, report, verify
from tests.in_node import in_node
from tests.provider_files import AWARD, KEY, OTHER_KEY, configuration

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
WORD, OTHER_WORD = (public_text(key.public_key()) for key in (KEY, OTHER_KEY))
VECTOR = json.loads(Path(__file__).with_name("eddsa_jcs_vector.json").read_text(encoding="utf-8"))["signed"]


def made(provider=(), key=KEY, **certificate):
    return json.loads(as_json(credential(configuration(provider, certificate), AWARD, key)))


TRUE_ONE = made()
ADDRESS = "https://school.example/issuer"


def with_(document, *steps_and_value):
    """A copy of a document in which the value at some steps is another one."""
    *steps, last, value = steps_and_value
    changed = copy.deepcopy(document)
    inner = changed
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return changed


def signed_anew(document, key=KEY, method=None):
    """A document signed as it now is, by whoever."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    own = did_key(key.public_key())
    return sign(bare, key, method or f"{own}#{public_text(key.public_key())}", "2026-11-20T00:00:00Z")


def without_most(value):
    """A document that does not say in text how many marks could be reached."""
    steps = ("credentialSubject", "achievement", "resultDescription", 0, "valueMax")
    return signed_anew(with_(TRUE_ONE, *steps, value))


def signed_until(expires):
    """A document whose proof has an end of its own, such as the command never makes."""
    bare = {name: value for name, value in TRUE_ONE.items() if name != "proof"}
    (proof,) = TRUE_ONE["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"} | {"expires": expires}
    hashes = b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (options, bare))
    value = "z" + base58.b58encode(KEY.sign(hashes)).decode()
    return {**bare, "proof": [{**options, "proofValue": value}]}


# name: (document, the key that is asked for, state)
CASES = {
    "true": (TRUE_ONE, "", "unchanged"),
    "true, with the right key": (TRUE_ONE, WORD, "unchanged"),
    "true, with the right key as did:key": (TRUE_ONE, did_key(KEY.public_key()), "unchanged"),
    "true, under an address": (made({"id": ADDRESS}), WORD, "unchanged"),
    "one proof that stands in no list": (with_(TRUE_ONE, "proof", TRUE_ONE["proof"][0]), "", "unchanged"),
    "fields in another order": (dict(reversed(TRUE_ONE.items())), "", "unchanged"),
    "name changed": (
        with_(TRUE_ONE, "credentialSubject", "identifier", 0, "identityHash", "Someone else"),
        "",
        "changed",
    ),
    "hours changed": (with_(TRUE_ONE, "credentialSubject", "result", 2, "value", "75"), "", "changed"),
    "a field added": ({**TRUE_ONE, "note": "x"}, "", "changed"),
    "a field taken away": ({k: v for k, v in TRUE_ONE.items() if k != "description"}, "", "changed"),
    "later date of proof": (with_(TRUE_ONE, "proof", 0, "created", "2026-11-21T00:00:00Z"), "", "changed"),
    "other purpose": (with_(TRUE_ONE, "proof", 0, "proofPurpose", "authentication"), "", "changed"),
    "a letter of the signature": (
        with_(TRUE_ONE, "proof", 0, "proofValue", TRUE_ONE["proof"][0]["proofValue"][:-1] + "1"),
        "",
        "changed",
    ),
    "no letters of base58": (with_(TRUE_ONE, "proof", 0, "proofValue", "z0OIl"), "", "changed"),
    "white space after the signature": (
        with_(TRUE_ONE, "proof", 0, "proofValue", TRUE_ONE["proof"][0]["proofValue"] + "\n"),
        "",
        "changed",
    ),
    "a context put in front": (
        with_(TRUE_ONE, "@context", ["https://other.example", *TRUE_ONE["@context"]]),
        "",
        "changed",
    ),
    "signed by somebody else in the issuer's name": (
        signed_anew(TRUE_ONE, OTHER_KEY, f"{did_key(KEY.public_key())}#{OTHER_WORD}"),
        "",
        "not-the-issuers",
    ),
    "signed by somebody else under the own name": (signed_anew(TRUE_ONE, OTHER_KEY), "", "not-the-issuers"),
    "issued and signed by somebody else": (made(key=OTHER_KEY), "", "unchanged"),
    "issued and signed by somebody else, with the right key": (made(key=OTHER_KEY), WORD, "other-key"),
    "under an address, by somebody else": (made({"id": ADDRESS}, OTHER_KEY), WORD, "other-key"),
    "key of another address": (
        signed_anew(made({"id": ADDRESS}), KEY, f"https://other.example/#{WORD}"),
        "",
        "not-the-issuers",
    ),
    "no most marks": (without_most(None), "", "unchanged"),
    "most marks of another kind": (without_most(40), "", "unchanged"),
    "expired": (signed_anew({**TRUE_ONE, "validUntil": "2026-11-21T11:59:59Z"}), "", "expired"),
    "valid for some time yet": (made(valid_for_years=1), "", "unchanged"),
    "not yet": (signed_anew({**TRUE_ONE, "validFrom": "2026-11-21T13:00:00Z"}), "", "not-yet"),
    "other time zone": (signed_anew({**TRUE_ONE, "validFrom": "2026-11-21T13:00:00+02:00"}), "", "unchanged"),
    "no time": (signed_anew({**TRUE_ONE, "validFrom": "soon"}), "", "uncheckable"),
    "no such day": (signed_anew({**TRUE_ONE, "validUntil": "2026-13-41T00:00:00Z"}), "", "uncheckable"),
    "the signature has expired": (signed_until("2026-11-21T11:59:59Z"), "", "expired"),
    "the signature holds for some time yet": (signed_until("2026-11-21T13:30:00+01:00"), "", "unchanged"),
    "the end of the signature put off": (
        with_(signed_until("2026-11-21T11:59:59Z"), "proof", 0, "expires", "2036-11-21T00:00:00Z"),
        "",
        "changed",
    ),
    "the signature ends at no time": (signed_until(None), "", "uncheckable"),
    "another kind of credential": (
        signed_anew({**TRUE_ONE, "type": ["VerifiableCredential"]}),
        "",
        "uncheckable",
    ),
    "the published example": (VECTOR, "", "not-the-issuers"),
    "the published example, changed": (with_(VECTOR, "name", "Other"), "", "changed"),
    "key elsewhere": (signed_anew(made({"id": ADDRESS}), KEY, f"{ADDRESS}#key-1"), "", "uncheckable"),
    "key elsewhere, given": (signed_anew(made({"id": ADDRESS}), KEY, f"{ADDRESS}#key-1"), WORD, "unchanged"),
    "key elsewhere, wrong one given": (
        signed_anew(made({"id": ADDRESS}), KEY, f"{ADDRESS}#key-1"),
        OTHER_WORD,
        "changed",
    ),
    "not signed": ({k: v for k, v in TRUE_ONE.items() if k != "proof"}, "", "uncheckable"),
    "two proofs": (with_(TRUE_ONE, "proof", TRUE_ONE["proof"] * 2), "", "uncheckable"),
    "another suite": (with_(TRUE_ONE, "proof", 0, "cryptosuite", "eddsa-rdfc-2022"), "", "uncheckable"),
    "no credential": ([1, 2], "", "uncheckable"),
    "nothing": ({}, "", "uncheckable"),
    "a proof of text": ({"proof": "x"}, "", "uncheckable"),
    "a subject of text": (
        signed_anew({**TRUE_ONE, "credentialSubject": "x", "issuer": 1}),
        "",
        "not-the-issuers",
    ),
    "letters from everywhere": (
        signed_anew(
            {
                **TRUE_ONE,
                "\u20ac": 1,
                "\r": 2,
                "\ufb33": 3,
                "1": 4,
                "\U0001f600": 5,
                "\u0080": '\u2028\u007f\b\f\n"\\/',
                "\u00f6": [True, False, None, -7, 2**53 - 1],
                "__proto__": {"a": []},
            }
        ),
        "",
        "unchanged",
    ),
}


SUMS = {name: CASES[name] for name in ("true", "no most marks", "most marks of another kind")}


@pytest.mark.parametrize("name", CASES)
def test_each_case_is_judged_as_it_should_be(name):
    document, expected, state = CASES[name]
    assert verify(document, NOW, expected).state == state


def on_the_page(cases):
    """What the page says of (document, key asked for)."""
    program = f"""
        const now = new Date({json.dumps(NOW.isoformat())});
        return Promise.all(data.map(([held, expected]) => checkCredential(held, now, expected)));
    """
    return in_node("credential.js", "checkCredential", program, cases)


def test_the_page_says_the_same_as_the_command():
    found = on_the_page([[document, expected] for document, expected, _ in CASES.values()])
    for name, one in zip(CASES, found, strict=True):
        document, expected, _ = CASES[name]
        verdict = verify(document, NOW, expected)
        facts = [list(fact) for fact in verdict.facts]
        assert one == {
            "state": verdict.state,
            "reason": verdict.reason,
            "facts": facts,
            "key": verdict.key,
        }, name
    assert in_node("credential.js", "VERDICTS", "return VERDICTS") == HEADLINES


def test_a_sum_of_marks_is_told_with_what_could_be_reached():
    told = {name: dict(verify(document, NOW).facts)["Sum of marks"] for name, (document, *_) in SUMS.items()}
    assert told == {"true": "34.5 of 40", "no most marks": "34.5", "most marks of another kind": "34.5"}
    assert "  Sum of marks: 34.5 of 40" in report("x", verify(TRUE_ONE, NOW))


def test_the_page_refuses_what_it_could_only_guess():
    odd = [signed_anew({**TRUE_ONE, "n": value}) for value in (0.1, 1e30)]
    found = on_the_page([[document, ""] for document in odd])
    assert [one["state"] for one in found] == ["uncheckable"] * 2
    assert [verify(document, NOW).state for document in odd] == ["unchanged"] * 2


@pytest.mark.parametrize("field", ["proofValue", "verificationMethod"])
def test_letters_without_end_do_not_hold_up_either_of_them(field):
    """To decode as many would take seconds, and of a whole file many minutes."""
    document = with_(TRUE_ONE, "proof", 0, field, "z" + "6" * 100_000)
    begun = time.process_time()
    state = verify(document, NOW).state
    assert time.process_time() - begun < 1
    program = """
        const begun = process.cpuUsage().user;
        const { state } = await checkCredential(data, new Date());
        return [state, (process.cpuUsage().user - begun) / 1e6];
    """
    found, seconds = in_node("credential.js", "checkCredential", program, document)
    assert seconds < 1
    assert found == state == {"proofValue": "changed", "verificationMethod": "uncheckable"}[field]


def paths(value, steps=()):
    """The steps to every value in a document."""
    yield steps
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from paths(inner, (*steps, step))


PLACES = [steps for steps in paths(TRUE_ONE) if steps]
OTHER = st.sampled_from(["", "x", 0, None, [], {}, ["x"], {"x": "y"}, True]) | st.text(max_size=9)


@settings(max_examples=400, deadline=None)
@given(steps=st.sampled_from(PLACES), value=OTHER)
def test_no_single_change_goes_unnoticed(steps, value):
    changed = with_(TRUE_ONE, *steps, value)
    verdict = verify(changed, NOW, WORD)
    # Not compared as Python does, to which 0 is False.
    assert (verdict.state == "unchanged") == (json.dumps(changed) == json.dumps(TRUE_ONE))


# The command


@pytest.fixture
def file(tmp_path):
    def write(content, name="certificate.json"):
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def test_the_command_names_who_signed_what_and_what_it_cannot_tell(file, capsys):
    assert main([file(TRUE_ONE)], NOW) == TRUE
    said = capsys.readouterr().out
    for words in (HEADLINES["unchanged"], AWARD.name, "Example School of Massage", "7.5", WORD):
        assert words in said
    assert "Compare it" in said
    assert main([file(TRUE_ONE), "--key", WORD], NOW) == TRUE
    said = capsys.readouterr().out
    assert "the key that you gave" in said
    assert "Compare it" not in said


def test_the_exit_status_tells_untrue_from_uncheckable(file, capsys):
    good, bad, none = file(TRUE_ONE), file({**TRUE_ONE, "x": 1}, "b.json"), file({}, "c.json")
    assert [main(files, NOW) for files in ([bad], [none], [good, none], [none, bad, good])] == [
        FALSE,
        UNKNOWN,
        UNKNOWN,
        FALSE,
    ]
    assert "Do not rely" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "is not a digital certificate"),
        ('{"a": 1, "a": 2}', "stands in it twice"),
        ('{"a": NaN}', "NaN"),
        ("[" * 100_000, "nested too deeply"),
        ("%PDF-1.7", "is not a digital certificate"),
    ],
)
def test_what_is_no_such_file_is_said_in_plain_words(file, capsys, content, words):
    assert main([file(content)], NOW) == UNKNOWN
    assert words in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ('{"a": 1, "a": 1}', "a"),
        ('{"x": [{}, {"b": {"a": 1}, "c": 2, "\\u0062": 3}]}', "b"),
        ('{"a": "\\"a\\":", "b": ["a", "a", {"a": "}"}], "c": {"a": 1}}', None),
        ('{"a:": "{", "a": "a", "\\\\": "\\\\", "b": {}, "": []}', None),
        (json.dumps(TRUE_ONE), None),
        (json.dumps(TRUE_ONE, indent=1), None),
    ],
)
def test_a_name_that_stands_twice_in_one_place_is_refused_by_both(tmp_path, text, twice):
    program = "try { return readCredential(data); } catch (error) { return error.message; }"
    found = in_node("credential.js", "readCredential", program, text)
    path = tmp_path / "certificate.json"
    path.write_text(text, encoding="utf-8")
    if twice:
        assert found == f"cannot be checked: \u201c{twice}\u201d stands in it twice in one place"
        with pytest.raises(FileError, match=f"'{twice}' stands in it twice"):
            read_json(path, "digital certificate")
    else:
        assert found == read_json(path, "digital certificate") == json.loads(text)


def test_a_file_that_is_not_there_and_a_key_that_is_none_are_named(tmp_path, capsys):
    assert main([str(tmp_path / "none.json")], NOW) == UNKNOWN
    assert "is not there" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["x.json", "--key", "0000"], NOW)
    assert "z6Mk" in capsys.readouterr().err


def test_a_name_cannot_steer_the_terminal(file, capsys):
    name = "A\x1b[2J\x1b[1;1HB\nSum of marks: 40"
    steps = ("credentialSubject", "identifier", 0, "identityHash")
    main([file(signed_anew(with_(TRUE_ONE, *steps, name)))], NOW)
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert not re.search(r"^ *Sum of marks: 40", said, re.MULTILINE)
