"""Keys, signatures and the digital certificate, against what is published about them."""

import base64
import dataclasses
import json
import os
import re
import stat
from decimal import Decimal
from pathlib import Path

import base58
import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from massage_neuropathy.provider.configuration import EXAMPLE, read_configuration
from massage_neuropathy.provider.credential import as_json, credential, hours_text, identity, number
from massage_neuropathy.provider.reading import FileError
from massage_neuropathy.provider.signing import (
    ProofError,
    did_key,
    is_locked,
    is_signed_by,
    new_key,
    open_to_others,
    public_key,
    public_text,
    read_key,
    sign,
)
from tests.provider_files import AWARD, KEY, OTHER_KEY, configuration

VECTOR = json.loads(Path(__file__).with_name("eddsa_jcs_vector.json").read_text(encoding="utf-8"))

posix = pytest.mark.xfail(os.name == "nt", reason="Windows has no such rights", run=False)


# Signatures


def test_the_published_vector_is_signed_as_published():
    signed = VECTOR["signed"]
    key = Ed25519PrivateKey.from_private_bytes(
        base58.b58decode(VECTOR["keyPair"]["privateKeyMultibase"][1:])[2:]
    )
    unsigned = {name: value for name, value in signed.items() if name != "proof"}
    proof = signed["proof"]
    assert public_text(key.public_key()) == VECTOR["keyPair"]["publicKeyMultibase"]
    assert sign(unsigned, key, proof["verificationMethod"], proof["created"])["proof"] == [proof]


def test_the_published_vector_is_true_and_no_longer_so_when_a_letter_is_changed():
    signed = VECTOR["signed"]
    key = public_key(signed["proof"]["verificationMethod"])
    assert is_signed_by(signed, key)
    assert not is_signed_by({**signed, "name": signed["name"] + " "}, key)
    assert not is_signed_by(signed, KEY.public_key())
    for name, value in (("created", "2023-02-24T23:36:39Z"), ("proofPurpose", "authentication")):
        assert not is_signed_by({**signed, "proof": {**signed["proof"], name: value}}, key)


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (None, "not signed"),
        ([], "not signed"),
        ([{}, {}], "2 signatures"),
        ("x", "not in the form"),
        ({"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}, "bbs-2023"),
    ],
)
def test_a_proof_of_another_kind_is_named_and_not_called_false(proof, words):
    with pytest.raises(ProofError, match=words):
        is_signed_by({**VECTOR["signed"], "proof": proof}, KEY.public_key())


def test_what_has_no_canonical_form_is_not_signed():
    for value in (float("nan"), 2**60, "\ud800"):
        with pytest.raises(ProofError, match="cannot be signed"):
            sign({"a": value}, KEY, "x", "2026-11-20T00:00:00Z")


# Keys


@posix
def test_a_new_key_is_for_its_owner_only_and_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "key.pem"
    key = new_key(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not open_to_others(path)
    before = path.read_bytes()
    with pytest.raises(FileError, match="there already"):
        new_key(path)
    assert path.read_bytes() == before
    assert public_text(read_key(path).public_key()) == public_text(key.public_key())
    path.chmod(0o640)
    assert open_to_others(path)


def test_a_locked_key_opens_with_its_passphrase_only(tmp_path):
    path = tmp_path / "key.pem"
    key = new_key(path, "correct horse")
    assert is_locked(path)
    assert read_key(path, "correct horse").public_key() == key.public_key()
    for wrong in ("", "correct house"):
        with pytest.raises(FileError, match="passphrase"):
            read_key(path, wrong)


def test_a_passphrase_for_a_key_that_is_not_locked_does_no_harm(tmp_path):
    key = new_key(tmp_path / "key.pem")
    assert read_key(tmp_path / "key.pem", "not needed").public_key() == key.public_key()


def test_what_is_no_key_of_ours_is_named(tmp_path):
    path = tmp_path / "key.pem"
    with pytest.raises(FileError, match="--new-key"):
        read_key(path)
    path.write_text("not a key", encoding="utf-8")
    with pytest.raises(FileError, match="no private key"):
        read_key(path)
    other = generate_private_key(SECP256R1())
    path.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(FileError, match="another kind"):
        read_key(path)


@pytest.mark.parametrize("form", ["{}", "did:key:{}", "did:key:{0}#{0}", "https://a.example/b#{}", " {}\n"])
def test_a_public_key_is_read_in_every_form_it_is_published_in(form):
    word = public_text(KEY.public_key())
    assert re.fullmatch(r"z6Mk[1-9A-HJ-NP-Za-km-z]{44}", word)
    assert public_text(public_key(form.format(word))) == word


@pytest.mark.parametrize(
    "text", ["", "z", "z6Mk", "0OIl", "did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme"]
)
def test_a_key_of_another_kind_is_refused(text):
    with pytest.raises(ValueError, match="z6Mk"):
        public_key(text)


# The credential


def test_a_credential_has_what_open_badges_3_asks_for():
    made = credential(configuration(certificate={"valid_for_years": 3}), AWARD, KEY)
    assert made["@context"] == [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    assert made["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    required = {"@context", "id", "type", "issuer", "validFrom", "credentialSubject", "proof"}
    assert required <= set(made)
    for name in ("validFrom", "validUntil"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", made[name])
    assert made["validUntil"].startswith("2029-11-20")
    assert made["issuer"]["type"] == ["Profile"]
    assert made["issuer"]["id"] == did_key(KEY.public_key())
    subject = made["credentialSubject"]
    assert subject["type"] == ["AchievementSubject"]
    assert subject["identifier"] == [
        {"type": "IdentityObject", "hashed": False, "identityHash": AWARD.name, "identityType": "name"}
    ]
    achievement = subject["achievement"]
    assert {"id", "type", "criteria", "description", "name"} <= set(achievement)
    assert achievement["type"] == ["Achievement"]
    assert achievement["criteria"]["narrative"]
    described = {one["id"]: one for one in achievement["resultDescription"]}
    for one in described.values():
        assert {"id", "type", "name", "resultType"} <= set(one)
    assert [one["resultDescription"] for one in subject["result"]] == list(described)
    assert [one["value"] for one in subject["result"]] == ["34.5", "met", "7.5"]
    uris = [made["id"], made["issuer"]["id"], achievement["id"], *described]
    assert all(re.match(r"[a-z][a-z0-9+.-]*:\S+$", uri) for uri in uris)
    assert is_signed_by(made, KEY.public_key())


def leaves(value):
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from leaves(inner)
    else:
        yield value


def test_a_credential_holds_nothing_that_readers_could_bring_into_another_form():
    made = json.loads(as_json(credential(configuration(), AWARD, KEY)))
    assert {type(leaf) for leaf in leaves(made)} == {str, bool}


def test_the_course_is_studied_and_is_not_the_issuer():
    made = credential(configuration(), AWARD, KEY)
    assert made["issuer"]["name"] == "Example School of Massage"
    assert "creator" not in made["credentialSubject"]["achievement"]
    criteria = made["credentialSubject"]["achievement"]["criteria"]["narrative"]
    assert "credit are the issuer's; the course gives none" in criteria
    assert "open-book" in criteria


def test_a_provider_may_sign_under_an_address_of_its_own():
    made = credential(configuration({"id": "https://school.example/issuer"}), AWARD, KEY)
    word = public_text(KEY.public_key())
    assert made["issuer"]["id"] == "https://school.example/issuer"
    assert made["proof"][0]["verificationMethod"] == f"https://school.example/issuer#{word}"


def test_the_same_award_is_the_same_credential_and_another_has_another_number():
    first = credential(configuration(), AWARD, KEY)
    assert as_json(first) == as_json(credential(configuration(), AWARD, KEY))
    other = dataclasses.replace(AWARD, name="Another")
    names = {identity(configuration(), award) for award in (AWARD, other)}
    assert len(names) == 2
    assert all(re.fullmatch(r"([0-9A-F]{4}-){2}[0-9A-F]{4}", number(name)) for name in names)
    assert first["id"] == identity(configuration(), AWARD).urn


def test_a_key_is_in_no_output():
    secrets = [KEY.private_bytes_raw(), OTHER_KEY.private_bytes_raw()]
    text = as_json(credential(configuration(), AWARD, KEY))
    for raw in secrets:
        for form in (raw.hex(), base58.b58encode(raw).decode(), base64.b64encode(raw).decode()):
            assert form not in text


@pytest.mark.parametrize(("hours", "text"), [("6", "6"), ("7.50", "7.5"), ("10", "10"), ("0.25", "0.25")])
def test_hours_are_written_as_people_write_them(hours, text):
    assert hours_text(configuration(certificate={"hours": Decimal(hours)})) == text


# The configuration


def test_the_example_names_every_line_that_is_not_filled_in():
    with pytest.raises(FileError) as caught:
        read_configuration(EXAMPLE)
    fields = {problem.field for problem in caught.value.problems}
    assert {"provider.name", "certificate.title", "certificate.hours"} <= fields
    assert all(problem.fix for problem in caught.value.problems)


def filled_in(text):
    text = text.replace('"https://..."', '"https://school.example"').replace(
        'email = "..."', 'email = "a@b.example"'
    )
    return (
        text.replace('"..."', '"Something"')
        .replace("hours = 0 ", "hours = 7.5 ")
        .replace("# id", "id")
        .replace("# valid", "valid")
    )


def test_the_example_filled_in_is_a_configuration_with_every_field(tmp_path):
    path = tmp_path / "provider.toml"
    path.write_text(filled_in(EXAMPLE.read_text(encoding="utf-8")), encoding="utf-8")
    made, key = read_configuration(path)
    assert key == tmp_path / "provider-key.pem"
    assert made.certificate.hours == Decimal("7.5")
    for part in (made.provider, made.certificate, made.signing):
        assert part.model_fields_set == set(type(part).model_fields)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[provider", "its last line cannot be read"),
        ("[provider]\nname = A\n", "line 2 cannot be read"),
        ('[provider]\nname = "A"', "certificate: is missing"),
        ('[provider]\nnmae = "A"\n[certificate]\ntitle="a"\ntype="b"\nhours=1', "did you mean 'name'"),
        ('[provider]\nname = "A"\n[certificate]\ntitle="a"\ntype="b"\nhours="many"', "certificate.hours"),
        ('[provider]\nname = "A"\n[certificate]\ntitle="a"\ntype="b"\nhours=-1', "certificate.hours"),
        ('[provider]\nname = "A"\n[certificate]\ntitle="a"\ntype="b"\nhours=1\npaper="A3"', "letter"),
    ],
)
def test_what_is_wrong_in_a_configuration_is_said_with_field_and_fix(tmp_path, text, words):
    path = tmp_path / "provider.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=re.escape(words)):
        read_configuration(path)


def test_a_configuration_that_is_not_there_says_how_to_make_one(tmp_path):
    with pytest.raises(FileError, match="--example"):
        read_configuration(tmp_path / "provider.toml")


def test_the_page_for_providers_shows_the_example_as_it_is():
    page = (Path(__file__).parents[1] / "book" / "providers.md").read_text(encoding="utf-8")
    assert f"```toml\n{EXAMPLE.read_text(encoding='utf-8')}```" in page
