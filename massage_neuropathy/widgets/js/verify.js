/* The page on which a digital certificate is checked. The file is read here and goes nowhere. */
import { VERDICTS, checkCredential, isPublicKey, readCredential, whyNotHere } from "./credential.js";
import { make, press, sign } from "./dom.js";

const LARGEST_CERTIFICATE = 1_000_000;
const COMMAND = "massage-neuropathy verify FILE";

export function showVerify(root) {
  const said = make("div", "mn-truth");
  said.setAttribute("role", "status");
  whyNotHere().then((why) => {
    if (!why) {
      root.append(...certificateForm(said), said);
      return;
    }
    const fix = "Open the book over https or from a file on this device, or use a newer browser. Or ask somebody who has the course installed to run ";
    said.append(make("p", "", why), make("p", "", fix, make("code", "", COMMAND), "."));
    root.append(said);
  });
}

function certificateForm(said) {
  const file = make("input", "");
  Object.assign(file, { type: "file", accept: ".json,application/json" });
  const key = make("input", "");
  Object.assign(key, { type: "text", autocomplete: "off", spellcheck: false });
  const check = async () => {
    if (file.files[0]) said.replaceChildren(...await judged(file.files[0], key.value.trim()));
    else said.replaceChildren(make("p", "", "Choose a certificate first."));
  };
  file.addEventListener("change", check);
  return [
    make("label", "mn-name-field", make("span", "", "The provider's public key, if you know it (it begins with z6Mk)"), key),
    make("div", "mn-actions", make("label", "mn-file", "Choose a certificate ", file), press("", "Check again", check)),
  ];
}

async function judged(file, expected) {
  if (expected && !await isPublicKey(expected)) return [make("p", "", "That is no public key. One begins with z6Mk and has 48 letters and digits. Copy it from the provider's own page, or leave the field empty.")];
  let held;
  try {
    if (file.size > LARGEST_CERTIFICATE) throw new Error("is no digital certificate");
    held = readCredential(await file.text());
  } catch (error) {
    return [make("p", "", `${file.name} ${error.message}. Choose the file that ends in .json, as the provider gave it. A PDF cannot be checked.`)];
  }
  const { state, reason, facts, key } = await checkCredential(held, new Date(), expected);
  const shape = state === "unchanged" ? "✓" : state === "uncheckable" ? "?" : "✗";
  const heading = make("p", "mn-state", make("strong", "", sign(shape), ` ${VERDICTS[state]}`), ` (${file.name})`);
  heading.dataset.state = state;
  const list = make("dl", "", ...[...facts, ...key ? [["Key", key]] : []].flatMap(([label, value]) => [make("dt", "", label), make("dd", "", value)]));
  return [heading, ...reason ? [make("p", "", reason)] : [], list, make("p", "", closing(state, expected, facts))];
}

function closing(state, expected, facts) {
  if (state !== "unchanged") return facts.length > 0 ? "Do not rely on what it says. Ask the provider." : "Ask the provider for the file.";
  if (expected) return "It is signed with the key that you gave.";
  return "Whose key that is, nobody can tell from the file. Compare it with the one that the provider publishes.";
}
