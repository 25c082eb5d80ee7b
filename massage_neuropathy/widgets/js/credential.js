/*
 * Checks a digital certificate: an Open Badges 3.0 credential signed with the cryptosuite eddsa-jcs-2022. The rules are
 * those of provider/verify.py and provider/signing.py; both are tested on the same files. Nothing leaves the page.
 */

const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
// A key has 47 letters after its z, a signature 88 at most. To decode takes the square of the length.
const MOST_LETTERS = 100;
const SIGNING_SUITE = "eddsa-jcs-2022";
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

export const VERDICTS = {
  "unchanged": "Unchanged since it was signed.",
  "changed": "Not true: it was changed after it was signed, or the signature is not of this key.",
  "other-key": "Not true: it is signed with another key than the one you gave.",
  "not-the-issuers": "Not true: the key it is signed with is not the one of the issuer it names.",
  "not-yet": "Not valid yet.",
  "expired": "Expired. It is unchanged since it was signed.",
  "uncheckable": "This cannot be checked.",
};

/** Why this page cannot check anything, in words for the reader; empty if it can. */
export async function whyNotHere() {
  if (!globalThis.isSecureContext || !globalThis.crypto?.subtle) {
    return "This page was not opened over a secure connection, so the browser lets it check no signatures.";
  }
  try {
    await publicKeyOf("z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp");
    return "";
  } catch {
    return "This browser does not know this kind of signature (Ed25519) yet.";
  }
}

/**
 * Judge what a file holds. Resolves to { state, reason, facts: [[label, value]], key }; the states are those of VERDICTS.
 * `expected` is the provider's public key, if the reader knows it.
 */
export async function checkCredential(held, now, expected = "") {
  if (!isObject(held)) return verdict("uncheckable", "It is no digital certificate.", [], "");
  const facts = stated(held);
  const proofs = Array.isArray(held.proof) ? held.proof : [held.proof ?? null];
  if (proofs.length === 0 || proofs[0] === null) return verdict("uncheckable", "It is not signed.", facts, "");
  if (proofs.length > 1) {
    return verdict("uncheckable", `It has ${proofs.length} signatures, and only files with one can be checked here.`, facts, "");
  }
  const [proof] = proofs;
  if (!isObject(proof)) return verdict("uncheckable", "Its proof is not in the form of the standard.", facts, "");
  if (proof.type !== "DataIntegrityProof" || proof.cryptosuite !== SIGNING_SUITE) {
    const way = proof.cryptosuite || proof.type || "None";
    return verdict("uncheckable", `It is signed in another way (${way}); only ${SIGNING_SUITE} can be checked here.`, facts, "");
  }
  const method = String(proof.verificationMethod);
  const word = await isPublicKey(method) ? keyWord(method) : keyWord(expected);
  if (!await isPublicKey(word)) return verdict("uncheckable", "It does not hold the key it is signed with; give the key.", facts, "");
  let whole;
  try {
    whole = await isSignedBy(held, proof, await publicKeyOf(word));
  } catch (error) {
    return verdict("uncheckable", `It holds something that cannot be signed: ${error.message}.`, facts, "");
  }
  if (!whole) return verdict("changed", "", facts, word);
  if (expected && keyWord(expected) !== word) return verdict("other-key", "", facts, word);
  const owner = isObject(held.issuer) ? held.issuer.id : held.issuer;
  const namedByKey = typeof owner === "string" && owner.startsWith("did:key:");
  if (method.slice(0, Math.max(0, method.lastIndexOf("#"))) !== owner || (namedByKey && owner !== `did:key:${word}`)) return verdict("not-the-issuers", "", facts, word);
  const types = [held.type].flat();
  if (!types.includes("OpenBadgeCredential") && !types.includes("AchievementCredential")) {
    return verdict("uncheckable", "It is signed, but it is no certificate of this kind.", facts, word);
  }
  const from = timeOf(held.validFrom);
  // A signature may have an end of its own.
  const until = Math.min("validUntil" in held ? timeOf(held.validUntil) : Infinity, "expires" in proof ? timeOf(proof.expires) : Infinity);
  if (Number.isNaN(from) || Number.isNaN(until)) {
    return verdict("uncheckable", "It does not say from when to when it is valid.", facts, word);
  }
  if (now.getTime() < from) return verdict("not-yet", "", facts, word);
  if (now.getTime() > until) return verdict("expired", "", facts, word);
  return verdict("unchanged", "", facts, word);
}

/**
 * What the text of a file holds. Throws an Error with the end of a sentence: a name that stands twice in one object is
 * refused, since readers differ in which of the two they take.
 */
export function readCredential(text) {
  let held;
  try {
    held = JSON.parse(text);
  } catch {
    throw new Error("is no digital certificate");
  }
  const open = []; // For each object that is open the names so far, for a list nothing.
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g) ?? [];
  tokens.forEach((token, i) => {
    if (token === "{") open.push(new Set());
    if (token === "[") open.push(null);
    if (token === "}" || token === "]") open.pop();
    if (tokens[i + 1] !== ":") return;
    const name = JSON.parse(token);
    if (open.at(-1).has(name)) throw new Error(`cannot be checked: \u201c${name.slice(0, 60)}\u201d stands in it twice in one place`);
    open.at(-1).add(name);
  });
  return held;
}

/** Whether a text is a public key that can be read. */
export async function isPublicKey(text) {
  return publicKeyOf(keyWord(text)).then(() => true, () => false);
}

/**
 * The one form of a value that is signed (JCS, RFC 8785): names sorted by UTF-16 units, no spaces. Certificates of this
 * course hold text, lists and true or false. A number that is not whole is refused: better no answer than a guess.
 */
export function canonicalCredential(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalCredential).join(",")}]`;
  if (isObject(value)) {
    const pairs = Object.keys(value).sort().map((name) => `${canonicalCredential(name)}:${canonicalCredential(value[name])}`);
    return `{${pairs.join(",")}}`;
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error(`the number ${value}, which this page does not compare`);
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Error("half a character");
  return JSON.stringify(value);
}

async function isSignedBy(held, proof, key) {
  if (proof.proofPurpose !== "assertionMethod") return false;
  if ("created" in proof && proof.created !== "" && (typeof proof.created !== "string" || Number.isNaN(Date.parse(proof.created)))) return false;
  const unsigned = without(held, "proof");
  const options = without(proof, "proofValue");
  if ("@context" in options) {
    const there = [unsigned["@context"]].flat();
    const meant = [options["@context"]].flat();
    if (meant.some((one, i) => canonicalCredential(one) !== canonicalCredential(there[i] ?? null))) return false;
    unsigned["@context"] = options["@context"];
  }
  const signed = await Promise.all([options, unsigned].map(
    (part) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonicalCredential(part))),
  ));
  const hashes = new Uint8Array(64);
  signed.forEach((hash, i) => hashes.set(new Uint8Array(hash), 32 * i));
  const value = base58Bytes(proof.proofValue);
  return value?.length === 64 && crypto.subtle.verify("Ed25519", key, value, hashes);
}

function publicKeyOf(word) {
  const bytes = base58Bytes(word);
  // Two bytes say that an Ed25519 key follows.
  if (bytes?.length !== 34 || bytes[0] !== 0xed || bytes[1] !== 0x01) return Promise.reject(new Error("no Ed25519 public key"));
  return crypto.subtle.importKey("raw", bytes.slice(2), "Ed25519", false, ["verify"]);
}

function keyWord(text) {
  return typeof text === "string" ? text.trim().split("#").pop().replace(/^did:key:/, "") : "";
}

/** The bytes of a word of base58btc, which begins with z; null if it is none. */
function base58Bytes(word) {
  if (typeof word !== "string" || !word.startsWith("z") || word.length > MOST_LETTERS) return null;
  const text = word.slice(1);
  let number = 0n;
  for (const letter of text) {
    const digit = BASE58.indexOf(letter);
    if (digit < 0) return null;
    number = number * 58n + BigInt(digit);
  }
  const bytes = [];
  for (; number > 0n; number >>= 8n) bytes.unshift(Number(number & 255n));
  const zeros = text.length - text.replace(/^1+/, "").length;
  return Uint8Array.from([...new Array(zeros).fill(0), ...bytes]);
}

/** What a certificate says, as far as it can be read; whatever stands there, this does not fail. */
function stated(held) {
  const subject = isObject(held.credentialSubject) ? held.credentialSubject : {};
  const achievement = isObject(subject.achievement) ? subject.achievement : {};
  const listed = (name, part = subject) => (Array.isArray(part[name]) ? part[name].filter(isObject) : []);
  const results = Object.fromEntries(listed("result").map((one) => [String(one.resultDescription).split("#").pop(), one.value]));
  const most = Object.fromEntries(listed("resultDescription", achievement).map((one) => [String(one.id).split("#").pop(), one.valueMax]));
  const day = (value) => (Number.isNaN(timeOf(value)) ? null : value.slice(0, 10));
  const facts = [
    ["Name", listed("identifier")[0]?.identityHash],
    ["Title", achievement.name],
    ["Type", held.description],
    ["Hours", results.hours],
    ["Sum of marks", ofMost(results.score, most.score)],
    ["Issuer", isObject(held.issuer) ? held.issuer.name : null],
    ["Issued", day(held.validFrom)],
    ["Valid until", day(held.validUntil)],
  ];
  return facts.filter(([, value]) => typeof value === "string" && value !== "").map(([label, value]) => [label, value.slice(0, 300)]);
}

// A sum says little without what could be reached.
function ofMost(value, most) {
  const both = typeof value === "string" && typeof most === "string" && value && most;
  return both ? `${value} of ${most}` : value;
}

function timeOf(value) {
  return typeof value === "string" && TIMESTAMP.test(value) ? Date.parse(value) : NaN;
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function without(object, name) {
  return Object.fromEntries(Object.entries(object).filter(([one]) => one !== name));
}

function verdict(state, reason, facts, key) {
  return { state, reason, facts, key };
}
