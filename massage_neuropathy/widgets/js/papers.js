/* Papers that are filled in from a decision, to be changed, printed or copied. Nothing of them is stored or sent. */
import { make } from "./dom.js";

function paperOf(title) {
  return make("section", "mn-paper", make("h3", "mn-title", title));
}

/** What the client answered, what follows, and what is still to be settled. `facts` as for every paper. */
export function worksheet(facts) {
  return paperOf("Worksheet", facts);
}

export function referralNote(facts) {
  return paperOf("Referral note", facts);
}

export function clearanceRequest(facts) {
  return paperOf("Clearance request", facts);
}

export function soapNote(facts) {
  return paperOf("Session note", facts);
}
