/*
 * Cuts styles down to what pages may use. Reads JSON of { tool, wanted, theme, own } from standard input: the folder of
 * purgecss; for each kind of page, all the words that selectors can name; the styles of the theme and our own. Writes a
 * JSON list: for each kind of page the rest of both, one behind the other.
 */
const { readFileSync } = require("node:fs");

const { tool, wanted, theme, own } = JSON.parse(readFileSync(0, "utf-8"));
const { PurgeCSS } = require(tool);
const near = (name) => require(require.resolve(name, { paths: [tool] }));
const postcss = near("postcss");
const selectors = near("postcss-selector-parser");

async function restOfTheme(words) {
  const content = [{ raw: words.join(" "), extension: "txt" }];
  const [{ css }] = await new PurgeCSS().purge({ content, css: [{ raw: theme }], keyframes: true, variables: true });
  return css;
}

/** What a selector asks for: every class it names; of those in :is(), :where() and :has(), one of several. */
function canMatch(node, known) {
  if (node.type === "class") return known.has(node.value);
  if (node.type === "pseudo" && [":is", ":where", ":has"].includes(node.value)) return node.nodes.some((one) => canMatch(one, known));
  return node.type !== "selector" || node.nodes.every((one) => canMatch(one, known));
}

/** Of our own rules, those whose classes are all known. purgecss would take rules that name none, as for the focus. */
function restOfOurs(words) {
  const known = new Set(words);
  const root = postcss.parse(own);
  root.walkRules((rule) => {
    if (rule.parent.name === "keyframes") return;
    const left = selectors().astSync(rule.selector).nodes.filter((one) => canMatch(one, known));
    if (left.length === 0) rule.remove();
    else rule.selector = left.map((one) => String(one).trim()).join(", ");
  });
  root.walkAtRules((rule) => { if (rule.nodes?.length === 0) rule.remove(); });
  return String(root);
}

async function purge(words) {
  return `@layer theme {${await restOfTheme(words)}} ${restOfOurs(words)}`;
}

Promise.all(wanted.map(purge)).then((results) => process.stdout.write(JSON.stringify(results)));
