/*
 * The course with no line: loads what is needed for it, but not before the page has settled. A first view is not to share
 * its line with what comes later. In a page that was opened from a file all is there already.
 */
const AFTER_LOAD_MS = 20_000;
const AFTER_FIRST_TOUCH_MS = 5_000;
const beside = document.querySelector("link[rel=manifest]").href;

function load(name) {
  const script = document.createElement("script");
  script.src = new URL(`_static/${name}`, beside).href;
  document.head.append(script);
}

function later() {
  const start = (ms) => setTimeout(() => load("offline.js"), ms);
  const atLatest = start(AFTER_LOAD_MS);
  const touched = new AbortController();
  for (const name of ["pointerdown", "keydown"]) {
    addEventListener(name, () => {
      touched.abort();
      clearTimeout(atLatest);
      start(AFTER_FIRST_TOUCH_MS);
    }, { signal: touched.signal, passive: true });
  }
  setTimeout(() => touched.abort(), AFTER_LOAD_MS);
}

if (document.querySelector(".mn-offline")) load("offline-panel.js");
// What is packed for the line has to be unpacked here.
if (/^https?:$/.test(location.protocol) && navigator.serviceWorker && self.DecompressionStream) {
  if (document.readyState === "complete") later();
  else addEventListener("load", later, { once: true });
}
