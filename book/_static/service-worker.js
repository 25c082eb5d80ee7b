/*
 * The course with no line. This worker stands at the root of the published book and belongs to one version of it: the
 * build writes the hash of its list of files below, so that another list is another worker to the browser, which
 * installs it beside this one and lets it take over when no page is open or the learner says so.
 *
 *   files   every file once, under the hash of its content, whichever versions share it
 *   notes   the lists of files, which version each open page belongs to, and what the learner wanted kept
 *
 * A version takes over only when all its pages are there. A page gets the files of the version it was opened with until
 * it is left. Nothing is kept or shown whose hash is not the one in the list: a host that is half updated, a proxy
 * that changes pages, and an answer that breaks off are all noticed, and what is kept stays as it is.
 */
const VERSION = "";

const root = new URL("./", self.location.href);
// More than one book may stand on one host.
const FILES = `massage-neuropathy files ${root.pathname}`;
const NOTES = `massage-neuropathy notes ${root.pathname}`;
const PAGES = "pages";
const PICTURES = "pictures";
const FALLBACK = "offline.html";
// A page that came from the line takes all from there.
const LINE = "line";
const AT_ONCE = 6;
const REMEMBERED_PAGES = 100;
// How long nothing may come over the line; offline-panel.js waits as long. The whole may take longer: a slow line is no fault.
const SILENCE_MS = 60_000;
const TYPES = {
  html: "text/html; charset=utf-8", js: "text/javascript; charset=utf-8", css: "text/css; charset=utf-8", svg: "image/svg+xml",
  png: "image/png", webp: "image/webp", jpg: "image/jpeg",
};

const address = (name) => new URL(`_offline/${name}`, root).href;
const isFullError = (error) => error?.name === "QuotaExceededError";

/** An answer of the host that is not what the list says. */
class OtherVersion extends Error {}

// ---------------------------------------------------------------- notes

async function readNote(name) {
  const found = await caches.match(address(name), { cacheName: NOTES });
  return found ? found.json() : null;
}

async function writeNote(name, value) {
  const notes = await caches.open(NOTES);
  await notes.put(address(name), new Response(JSON.stringify(value)));
}

const lists = new Map();

/** The files of a version by their path, and its packs; null if nothing is known of it (any more). */
async function listOf(version) {
  if (!lists.has(version)) {
    const list = await readNote(`list-${version}`);
    if (!list) return null;
    lists.set(version, { ...list, byPath: new Map(list.files.map((file) => [file[0], file])) });
  }
  return lists.get(version);
}

const pageVersions = new Map();

/** Note which version a page is opened with: a later worker has to know. */
function rememberPage(id, version) {
  if (!id) return Promise.resolve();
  pageVersions.set(id, version);
  return writeNote(`page-${id}`, version);
}

async function versionOf(id) {
  if (!pageVersions.has(id)) pageVersions.set(id, (id && (await readNote(`page-${id}`))) || VERSION);
  return pageVersions.get(id);
}

// ---------------------------------------------------------------- files

let hashesKept = null;

/** The hashes of all files that are kept. */
function keptHashes() {
  hashesKept ??= caches.open(FILES).then((store) => store.keys()).then((keys) => new Set(keys.map(({ url }) => url.split("/").pop())));
  return hashesKept;
}

async function hashOf(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function keep(hash, bytes) {
  const store = await caches.open(FILES);
  await store.put(address(hash), new Response(bytes));
  (await keptHashes()).add(hash);
}

/** Files are answered without what their host said of them: a redirection, for one, would not be accepted again. */
function answer(path, body) {
  return new Response(body, { headers: { "Content-Type": TYPES[path.split(".").pop()] ?? "application/octet-stream" } });
}

async function findKept(list, path) {
  const found = await caches.match(address(list.byPath.get(path)[1]), { cacheName: FILES });
  return found ? answer(path, found.body) : null;
}

/** Fetch a whole answer from the host, past the browser's cache, which may hold another version's; `count` is told its parts. */
async function fetchWhole(url, signal, count = () => {}) {
  signal?.throwIfAborted();
  const ending = new AbortController();
  const end = () => ending.abort();
  signal?.addEventListener("abort", end, { signal: ending.signal });
  let silence = setTimeout(end, SILENCE_MS);
  const response = await fetch(url, { cache: "no-cache", signal: ending.signal });
  if (response.status !== 200) {
    end();
    throw new OtherVersion(`${response.status}: ${url}`);
  }
  const heard = new TransformStream({
    transform(chunk, controller) {
      clearTimeout(silence);
      silence = setTimeout(end, SILENCE_MS);
      count(chunk.byteLength);
      controller.enqueue(chunk);
    },
    flush: end,
  });
  return new Response(response.body.pipeThrough(heard));
}

async function fetchFile([path, hash], signal) {
  const url = new URL(path.split("/").map(encodeURIComponent).join("/"), root);
  const bytes = await (await fetchWhole(url, signal)).arrayBuffer();
  if (await hashOf(bytes) !== hash) throw new OtherVersion(path);
  return bytes;
}

// ---------------------------------------------------------------- downloads

// What is being fetched, if anything: { done, of } in bytes, and the signal that stops it.
let job = null;
// Ends what is being fetched, and what waits for its turn.
let stopping = new AbortController();
let turn = Promise.resolve();
// What went wrong last, also noted, but on a full device there may be no room for a note.
let lastTrouble = null;

/** Do one thing after the other: several pages may ask at once, and a download has the line for itself. */
function inTurn(work) {
  turn = turn.catch(() => {}).then(work);
  return turn;
}

function stopAll() {
  stopping.abort();
  stopping = new AbortController();
}

/** Fetch what is missing of some parts of a version. What is there stays there, so a broken line costs little. */
async function fetchParts(list, parts, current) {
  const kept = await keptHashes();
  const packs = list.packs.filter(({ part }) => parts.includes(part));
  const missingOf = (pack) => pack.files.map((index) => list.files[index]).filter(([, hash]) => !kept.has(hash));
  const waiting = packs.filter((pack) => missingOf(pack).length > 0);
  Object.assign(current, { done: 0, of: waiting.reduce((sum, { bytes }) => sum + bytes, 0) });
  for (const pack of waiting) {
    const before = current.done;
    await fetchPack(list, pack, missingOf(pack), current);
    current.done = before + pack.bytes;
  }
}

/** What a host sends of packed files is packed by the build: hosts differ in whether they compress. */
function unpacked(stream) {
  return new Response(stream.pipeThrough(new DecompressionStream("gzip")));
}

async function fetchPack(list, pack, missing, current) {
  const { signal } = current;
  const loose = missing.reduce((sum, [, , size]) => sum + size, 0);
  if (!pack.name || loose < pack.bytes) {
    try {
      return await fetchLoose(missing, signal);
    } catch (error) {
      // A host may add something of its own to pages; a pack it leaves alone.
      if (!pack.name || !(error instanceof OtherVersion)) throw error;
    }
  }
  const { body } = await fetchWhole(address(pack.name), signal, (bytes) => { current.done += bytes; });
  const { pieces, files } = await unpacked(body).json();
  const hashes = new Set(missing.map(([, hash]) => hash));
  for (const [place, index] of pack.files.entries()) {
    const [path, hash] = list.files[index];
    if (!hashes.has(hash)) continue;
    signal.throwIfAborted();
    let next = 0;
    const text = files[place].map((step) => {
      next += step + 1;
      return pieces[next - 1];
    }).join(">");
    const bytes = new TextEncoder().encode(text);
    if (await hashOf(bytes) !== hash) throw new OtherVersion(path);
    await keep(hash, bytes);
  }
}

async function fetchLoose(files, signal) {
  const left = [...files];
  const work = async () => {
    for (let file = left.pop(); file; file = left.pop()) await keep(file[1], await fetchFile(file, signal));
  };
  const workers = Array.from({ length: AT_ONCE }, work);
  await Promise.all(workers).finally(() => { left.length = 0; });
}

/** Do a download and note what went wrong with it. It has to be its turn. */
async function download(signal, work) {
  job = { signal, done: 0, of: 0 };
  try {
    await work(job);
    lastTrouble = null;
    await writeNote("trouble", null);
  } catch (error) {
    // An answer that was cut off, or is something else, fails while it is unpacked, as if the line were broken.
    lastTrouble = signal.aborted ? null : isFullError(error) ? "full" : error instanceof OtherVersion ? "changed" : "line";
    await writeNote("trouble", lastTrouble).catch(() => {});
    throw error;
  } finally {
    job = null;
  }
}

async function wantedParts() {
  return (await readNote("wanted")) === PICTURES ? [PAGES, PICTURES] : [PAGES];
}

/** Take up again what is missing: a broken download, or files that the browser has thrown away. */
function complete() {
  const { signal } = stopping;
  return inTurn(async () => {
    const list = await listOf(VERSION);
    const sizes = list && (await missingSizes(list));
    const parts = await wantedParts();
    if (signal.aborted || (list && parts.every((part) => sizes[part] === 0))) return;
    await download(signal, async (current) => fetchParts(list ?? (await fetchList(signal)), parts, current));
  });
}

async function fetchList(signal) {
  const response = await fetchWhole(address(`${VERSION}.list`), signal);
  const bytes = await unpacked(response.body).arrayBuffer();
  if (await hashOf(bytes) !== VERSION) throw new OtherVersion("the list of files");
  await writeNote(`list-${VERSION}`, JSON.parse(new TextDecoder().decode(bytes)));
  return listOf(VERSION);
}

async function missingSizes(list) {
  const kept = await keptHashes();
  const sizes = { [PAGES]: 0, [PICTURES]: 0 };
  for (const { part, bytes, files } of list.packs) {
    if (files.some((index) => !kept.has(list.files[index][1]))) sizes[part] += bytes;
  }
  return sizes;
}

// ---------------------------------------------------------------- a version comes, and goes

self.addEventListener("install", (event) => {
  const { signal } = stopping;
  event.waitUntil(inTurn(async () => {
    // A version that does not come is asked for again at the next visit. Whether there is to be a first one, pages decide.
    if (self.registration.active && isDear() && (await readNote("wanted")) !== PICTURES) throw new Error("a dear line");
    await download(signal, fetchAll);
  }));
});

/** Whether the line is one that somebody pays for by the megabyte, or that is slow; offline.js asks the same. */
function isDear() {
  const { saveData, type, effectiveType } = navigator.connection ?? {};
  return saveData || type === "cellular" || /2g$/.test(effectiveType ?? "");
}

async function fetchAll(current) {
  const parts = await wantedParts();
  await fetchParts(await fetchList(current.signal), parts, current);
  // A version that took over meanwhile has perhaps tidied up; what it threw away has to come again.
  lists.delete(VERSION);
  hashesKept = null;
  await fetchParts((await listOf(VERSION)) ?? (await fetchList(current.signal)), parts, current);
}

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

async function takeOver() {
  const before = (await readNote("current"))?.version;
  await writeNote("current", { version: VERSION, at: Date.now() });
  // Without its list this version does not know what it needs.
  if (await listOf(VERSION)) await removeOld(before);
}

/** Keep what open pages need, and the version before: the browser may bring back a page that was left. */
async function removeOld(before) {
  // A newer version counts on what it has found here, and tidies up when its time comes.
  if (self.registration.installing || self.registration.waiting) return;
  const notes = await caches.open(NOTES);
  const names = (await notes.keys()).map(({ url }) => url.split("/").pop());
  const open = new Set((await self.clients.matchAll({ type: "window", includeUncontrolled: true })).map(({ id }) => id));
  const needed = new Set([VERSION, before]);
  for (const name of names.filter((one) => one.startsWith("page-"))) {
    const id = name.slice("page-".length);
    if (open.has(id)) needed.add(await readNote(name));
    else if (!needed.has(await readNote(name))) await notes.delete(address(name));
  }
  for (const name of names.filter((one) => one.startsWith("list-"))) {
    if (!needed.has(name.slice("list-".length))) await notes.delete(address(name));
  }
  const hashes = new Set();
  for (const version of needed) {
    for (const [, hash] of (await listOf(version))?.files ?? []) hashes.add(hash);
  }
  const store = await caches.open(FILES);
  for (const hash of await keptHashes()) {
    if (!hashes.has(hash)) await store.delete(address(hash));
  }
  hashesKept = null;
}

/** Forget pages that were left long ago. */
async function forgetPages() {
  const notes = await caches.open(NOTES);
  const pages = (await notes.keys()).map(({ url }) => url.split("/").pop()).filter((name) => name.startsWith("page-"));
  for (const name of pages.slice(0, -REMEMBERED_PAGES)) {
    if (!(await self.clients.get(name.slice("page-".length)))) await notes.delete(address(name));
  }
}

// ---------------------------------------------------------------- pages ask for files

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = request.method === "GET" && url.href.startsWith(root.href) && !request.headers.has("range");
  // The browser's own tools ask for this, and it may not be passed on.
  if (!isOurs || (request.cache === "only-if-cached" && request.mode !== "same-origin")) return;
  event.respondWith(request.mode === "navigate"
    ? openPage(event, url).catch(() => openFromLine(event))
    : giveFile(event, url).catch(() => Response.error()));
});

/**
 * The file that an address means, if the list has one: hosts differ in what they leave out of addresses. What stands behind
 * the question mark is for the page, or for other caches: which version is meant is known here.
 */
function pathIn(list, url) {
  let path;
  try {
    path = decodeURIComponent(url.pathname.slice(root.pathname.length));
  } catch {
    return null;
  }
  if (path === "" || path.endsWith("/")) path += "index.html";
  return [path, `${path}.html`].find((name) => list.byPath.has(name)) ?? null;
}

async function openPage(event, url) {
  const list = await listOf(VERSION);
  const path = list && pathIn(list, url);
  const kept = path && (await findKept(list, path));
  if (list) event.waitUntil(rememberPage(event.resultingClientId, kept ? VERSION : LINE).catch(() => {}));
  if (kept) return kept;
  try {
    return await fetch(event.request);
  } catch (error) {
    if (!list || path === FALLBACK) throw error;
    const wanted = url.href.slice(root.href.length);
    return Response.redirect(new URL(`${FALLBACK}?page=${encodeURIComponent(wanted)}`, root).href, 302);
  }
}

/** What is kept cannot be read: the page comes from the host, with all it loads. */
function openFromLine(event) {
  pageVersions.set(event.resultingClientId, LINE);
  return fetch(event.request);
}

async function giveFile(event, url) {
  const version = await versionOf(event.clientId);
  const list = version === LINE ? null : await listOf(version);
  const path = list && pathIn(list, url);
  if (!path) return fetch(event.request);
  const kept = await findKept(list, path);
  if (kept) return kept;
  // A picture that was not kept yet. What a learner looks at stays with them.
  const file = list.byPath.get(path);
  const bytes = await fetchFile(file);
  event.waitUntil(keep(file[1], bytes).catch(() => {}));
  return answer(path, bytes);
}

// ---------------------------------------------------------------- pages ask how things stand

const requests = {
  async status() {
    const list = await listOf(VERSION);
    return {
      missing: list && (await missingSizes(list)),
      current: await readNote("current"),
      trouble: lastTrouble ?? (await readNote("trouble")),
      job: job && { done: job.done, of: job.of },
    };
  },
  /** Every page says this once when it has nothing else to do. */
  async goOn() {
    await forgetPages();
    if ((await readNote("trouble")) !== "full") await complete();
  },
  async keepAll() {
    await writeNote("wanted", PICTURES);
    await complete();
  },
  async stop() {
    await writeNote("wanted", null);
    stopAll();
  },
  /** A newer version, which has waited, takes the place of the one before. */
  async takeOver() {
    await self.skipWaiting();
  },
  async forget() {
    stopAll();
    // What was stopped has a last word.
    await inTurn(() => Promise.all([caches.delete(FILES), caches.delete(NOTES)]));
    lists.clear();
    hashesKept = null;
  },
};

self.addEventListener("message", (event) => {
  const request = requests[event.data];
  if (!request) return;
  const done = request();
  event.waitUntil(done.catch(() => {}));
  const [port] = event.ports;
  if (port) done.then((value) => port.postMessage(value ?? null), () => port.postMessage(null));
});
