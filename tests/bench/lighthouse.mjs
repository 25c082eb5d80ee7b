// Runs Lighthouse, mobile, on the addresses given, one after the other in one browser, and writes a line of JSON for
// each: its scores, and the audits that cost it points with what each says first.
// Usage: node lighthouse.mjs CHROMIUM ADDRESS...
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const [chromium, ...addresses] = process.argv.slice(2);

// A browser of root has no sandbox to stand in.
const chromeFlags = ["--headless=new", "--disable-quic", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
const chrome = await launch({ chromePath: chromium, chromeFlags });
try {
  for (const address of addresses) {
    const { lhr } = await lighthouse(address, {
      port: chrome.port,
      logLevel: "error",
      onlyCategories: CATEGORIES,
      disableFullPageScreenshot: true,
    });
    console.log(JSON.stringify(summary(address, lhr)));
  }
} finally {
  await chrome.kill();
}

function summary(address, { runtimeError, categories, audits }) {
  if (runtimeError) throw new Error(`${address}: ${runtimeError.message}`);
  const scores = Object.fromEntries(
    Object.entries(categories).map(([name, { score }]) => [name, Math.round(100 * score)]),
  );
  const failed = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
      .map(({ id }) => `${id} (${says(audits[id])})`),
  );
  return { address, scores, failed, wire: audits["total-byte-weight"].numericValue };
}

// A metric has a value; other audits have things that fail them, of which the first is named.
function says({ displayValue, title, details }) {
  const first = details?.items?.[0];
  return first?.node?.selector ?? first?.description ?? first?.source?.url ?? (displayValue || title);
}
