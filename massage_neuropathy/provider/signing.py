"""Sign JSON documents and check signatures: Data Integrity proofs with the cryptosuite eddsa-jcs-2022.

The document and the options of the proof are each brought into one canonical form (JCS, RFC 8785) and hashed
with SHA-256; the two hashes together are signed with Ed25519. The algorithm is that of the W3C Recommendation
"Data Integrity EdDSA Cryptosuites v1.0" (https://www.w3.org/TR/vc-di-eddsa/), section 3.3.
"""

import hashlib
import os
import stat
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import base58
import rfc8785
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from massage_neuropathy.provider.reading import FileError, FileProblem

SUITE = "eddsa-jcs-2022"
# The two bytes that say "an Ed25519 public key follows" (multicodec), before the 32 of the key.
_ED25519 = b"\xed\x01"
# A key has 47 letters after its z, a signature 88 at most. To decode takes the square of the length.
_MOST_LETTERS = 100


class ProofError(ValueError):
    """A proof cannot be checked; its text says why."""


def new_key(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Make a private key and write it to a new file that only its owner may read.

    Parameters
    ----------
    path : Path
        The file; one that exists is never overwritten.
    passphrase : str
        What the file is locked with; empty for no lock.

    Raises
    ------
    FileError
        The file exists, or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    lock = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock)
    try:
        # Its rights are there from the first moment, and nobody's file is written over.
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        fix = "choose another name; whoever overwrites a key can never sign with it again"
        raise FileError(FileProblem(str(path), "", "is there already", fix)) from None
    except OSError as error:
        fix = "choose a folder in which you may write"
        raise FileError(FileProblem(str(path), "", f"cannot be written: {error.strerror}", fix)) from None
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
    return key


def is_locked(path: Path) -> bool:
    """Whether a key file asks for a passphrase."""
    try:
        return b"ENCRYPTED" in path.read_bytes()
    except OSError:
        return False


def open_to_others(path: Path) -> bool:
    """Whether other people on this machine may read a file."""
    return os.name == "posix" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def read_key(path: Path, passphrase: str = "") -> Ed25519PrivateKey:
    """Read a private key.

    Raises
    ------
    FileError
        There is none, it is of another kind, or the passphrase does not fit.
    """

    def refuse(message: str, fix: str) -> FileError:
        return FileError(FileProblem(str(path), "", message, fix))

    try:
        pem = path.read_bytes()
    except OSError as error:
        fix = "make a key with: massage-neuropathy certificate --new-key FILE"
        raise refuse(f"the private key cannot be read: {error.strerror}", fix) from None
    try:
        key = load_pem_private_key(pem, passphrase.encode() if passphrase else None)
    except TypeError:
        if passphrase:  # It is not locked, which is all the same to us.
            return read_key(path)
        raise refuse("the private key is locked", "give its passphrase") from None
    except (ValueError, UnsupportedAlgorithm):
        if passphrase:
            raise refuse("this passphrase does not open the private key", "try again") from None
        raise refuse("holds no private key", "name the file that --new-key has made") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise refuse("holds a key of another kind than Ed25519", "make one with --new-key")
    return key


def public_text(key: Ed25519PublicKey) -> str:
    """Return a public key as one word (Multikey, base58btc): ``z6Mk...``."""
    return "z" + base58.b58encode(_ED25519 + key.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()


def public_key(text: str) -> Ed25519PublicKey:
    """Read a public key from its word, or from a ``did:key`` or an address that ends in it.

    Raises
    ------
    ValueError
        It is none.
    """
    word = text.strip().rsplit("#", 1)[-1].removeprefix("did:key:")
    try:
        raw = _decoded(word)
    except ValueError:
        raw = b""
    if len(raw) != 34 or not raw.startswith(_ED25519):
        raise ValueError("is no Ed25519 public key: one begins with z6Mk and has 48 letters and digits")
    return Ed25519PublicKey.from_public_bytes(raw[2:])


def did_key(key: Ed25519PublicKey) -> str:
    """Return the name that a key has by itself, with no registry: ``did:key:z6Mk...``."""
    return f"did:key:{public_text(key)}"


def sign(document: Mapping[str, Any], key: Ed25519PrivateKey, method: str, created: str) -> dict[str, Any]:
    """Return a document with a proof.

    Parameters
    ----------
    document : mapping
        What is signed; it has no proof yet.
    key : Ed25519PrivateKey
        Whose signature it is.
    method : str
        Where the public key is found: a ``did:key`` with its fragment, or an address.
    created : str
        When, as ``2026-11-20T00:00:00Z``.
    """
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    value = "z" + base58.b58encode(key.sign(_hashes(document, options))).decode()
    return {**document, "proof": [{**options, "proofValue": value}]}


def the_proof(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the one proof of a document that we know how to check.

    Raises
    ------
    ProofError
        There is none, or more than one, or it is of another kind.
    """
    proof = document.get("proof")
    proofs = proof if isinstance(proof, list) else [proof]
    if proof is None or not proofs:
        raise ProofError("it is not signed")
    if len(proofs) > 1:
        raise ProofError(f"it has {len(proofs)} signatures, and only files with one can be checked here")
    proof = proofs[0]
    if not isinstance(proof, Mapping):
        raise ProofError("its proof is not in the form of the standard")
    kind, suite = proof.get("type"), proof.get("cryptosuite")
    if kind != "DataIntegrityProof" or suite != SUITE:
        raise ProofError(f"it is signed in another way ({suite or kind}); only {SUITE} can be checked here")
    return proof


def is_signed_by(document: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Whether a document says, word for word, what the holder of a key has signed.

    Raises
    ------
    ProofError
        It has no proof that can be checked.
    """
    proof = the_proof(document)
    if proof.get("proofPurpose") != "assertionMethod" or not _is_time(proof.get("created", "")):
        return False
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if "@context" in options:
        there, meant = _listed(unsigned.get("@context")), _listed(options["@context"])
        if there[: len(meant)] != meant:
            return False
        unsigned["@context"] = options["@context"]
    signed = _hashes(unsigned, options)
    value = proof.get("proofValue")
    try:
        key.verify(_decoded(value), signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _decoded(word: Any) -> bytes:  # noqa: ANN401
    """Return the bytes of a word of base58btc, which begins with z; a ValueError tells that it is none."""
    # White space, which the library reads over, was signed by nobody.
    if not (isinstance(word, str) and word.startswith("z") and word.isalnum() and len(word) <= _MOST_LETTERS):
        raise ValueError("is no key or signature in base58")
    return base58.b58decode(word[1:])


def _hashes(document: Mapping[str, Any], options: Mapping[str, Any]) -> bytes:
    try:
        return b"".join(hashlib.sha256(rfc8785.dumps(part)).digest() for part in (options, document))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise ProofError(f"it holds something that cannot be signed: {error}") from None


def _listed(value: Any) -> list[Any]:  # noqa: ANN401
    return value if isinstance(value, list) else [value]


def _is_time(text: Any) -> bool:  # noqa: ANN401
    if text == "":
        return True  # A proof need not say when it was made.
    try:
        return isinstance(text, str) and bool(datetime.fromisoformat(text))
    except ValueError:
        return False
