/* The register of claims: searched, filtered, and shown a few at a time. */
import { make, press } from "./dom.js";
import { plain } from "./plain.js";

// A phone shows about one claim at a time, so a list of all of them has no end in sight.
const CLAIMS_AT_ONCE = 10;
const PAIRS_AT_ONCE = 5;

/** Show the beginning of a long list, and more of it at the press of a button below. Returns what gives it its nodes. */
function inSteps(root, atOnce) {
  let nodes = [];
  let most = atOnce;
  const update = () => {
    nodes.forEach((node, index) => { node.hidden = index >= most; });
    const left = nodes.length - most;
    more.hidden = left <= 0;
    more.textContent = `Show ${Math.min(left, atOnce)} more`;
    for (const section of root.querySelectorAll("section")) section.hidden = !section.querySelector(".mn-claim:not([hidden])");
  };
  const more = press("mn-more", "", () => {
    const next = nodes[most];
    most += atOnce;
    update();
    next.tabIndex = -1;
    next.focus();
  });
  root.append(more);
  return (fitting) => {
    nodes = fitting;
    most = atOnce;
    update();
  };
}

/** Add a search and filters to a register. What they can be set to is read from the claims themselves. */
export function hydrateRegister(root) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  if (root.dataset.mn !== "register") {
    inSteps(root, PAIRS_AT_ONCE)([...root.querySelectorAll(".mn-pair")]);
    return;
  }
  const claims = [...root.querySelectorAll(".mn-claim")].map((node) => ({
    node,
    topic: node.closest("section").dataset.topic,
    verdict: node.dataset.verdict,
    article: node.dataset.article,
    text: plain(node.textContent),
  }));
  const search = make("input", "");
  Object.assign(search, { type: "search", autocomplete: "off" });
  const filters = [["verdict", "Verdict"], ["topic", "Topic"], ["article", "Article"]].map(([field, name]) => {
    const values = [...new Set(claims.map((claim) => claim[field]))];
    // Topics keep the order of the page.
    if (field !== "topic") values.sort();
    const select = make("select", "", ...["", ...values].map((value) => new Option(value || "All", value)));
    select.autocomplete = "off";
    return { field, name, select };
  });
  const count = make("p", "mn-count");
  count.setAttribute("role", "status");

  const give = inSteps(root, CLAIMS_AT_ONCE);

  const show = () => {
    const wanted = plain(search.value).split(" ").filter(Boolean);
    const fits = (claim) => wanted.every((word) => claim.text.includes(word)) && filters.every(({ field, select }) => !select.value || select.value === claim[field]);
    const found = claims.filter(fits).map(({ node }) => node);
    for (const { node } of claims) node.hidden = true;
    give(found);
    const hint = found.length ? "" : ": try another word, or show all";
    const words = `${found.length} of ${claims.length} claims${hint}`;
    if (count.textContent !== words) count.textContent = words;
  };
  const all = press("mn-all", "Show all", () => {
    search.value = "";
    for (const { select } of filters) select.value = "";
    show();
  });
  const bar = make("div", "mn-filters", make("label", "mn-find", "Search ", search), ...filters.map(({ name, select }) => make("label", "", `${name} `, select)), all, count);
  bar.setAttribute("role", "search");
  bar.setAttribute("aria-label", "Claims");
  bar.addEventListener("input", show);
  root.prepend(bar);
  show();
}
