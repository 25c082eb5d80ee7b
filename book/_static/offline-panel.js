/*
 * What is kept on this device for reading with no line: how much, and buttons to keep all of it, to stop, and to remove it.
 * Loaded by offline-start.js on pages that have the place for it.
 */
"use strict";
{
  const OFFLINE = "massage-neuropathy/offline";
  const ASKS_EVERY_MS = 400;
  const NO_ANSWER_AFTER_MS = 3_000;
  // The same as in service-worker.js.
  const SILENCE_MS = 60_000;
  const MEGABYTE = 1_000_000;
  const TROUBLE = {
    full: "There was no room left on this device. What is here stays. Make some room, then try again.",
    line: "The connection broke off, or nothing came over it for a minute. What has arrived stays here; the rest comes when you try again.",
    refused: "This browser did not let the course be kept. There may be no room left on this device, or its settings forbid it.",
    changed: "The site is being renewed just now. What is here stays whole. Try again in a few minutes.",
  };
  const CANNOT = "This browser cannot keep the course here. Take the zip file instead.";
  const manifest = document.querySelector("link[rel=manifest]").href;
  const home = new URL(".", manifest);
  const STORES = ["files", "notes"].map((name) => `massage-neuropathy ${name} ${home.pathname}`);
  const panel = document.querySelector(".mn-offline");
  const card = document.createElement("div");
  card.className = "mn-card";
  const held = document.createElement("p");
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", "Downloaded");
  const actions = document.createElement("div");
  actions.className = "mn-actions";
  const said = document.createElement("p");
  said.className = "mn-count";
  said.setAttribute("role", "status");

  const megabytes = (bytes) => `${(bytes / MEGABYTE).toFixed(1)}\u00a0MB`;
  const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

  function setOff(isOff) {
    try {
      if (isOff) localStorage.setItem(OFFLINE, "off");
      else localStorage.removeItem(OFFLINE);
    } catch { /* then the next page keeps as usual */ }
  }

  /** The course's own registration: a site that stands higher on the host may have one for all below it. offline.js asks the same. */
  async function findOwn() {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.find(({ scope }) => scope === home.href);
  }

  const workerOf = (registration) => registration?.active ?? registration?.installing ?? registration?.waiting;

  /** Ask a worker; null if it does not answer, since the browser may end it at any time. */
  function ask(worker, request) {
    return new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener("message", ({ data }) => resolve(data), { once: true });
      port1.start();
      worker.postMessage(request, [port2]);
      setTimeout(() => resolve(null), NO_ANSWER_AFTER_MS);
    });
  }

  const REMOVE = ["remove", "Remove from this device", () => removeAll()];
  const buttons = new Map();

  /** Show these buttons, each a label and what it does. A button that stays keeps the focus. */
  function offer(...wanted) {
    for (const [name, node] of buttons) if (!wanted.some(([one]) => one === name)) node.hidden = true;
    for (const [name, label, act] of wanted) {
      let node = buttons.get(name);
      if (!node) {
        node = document.createElement("button");
        node.type = "button";
        buttons.set(name, node);
        actions.append(node);
      }
      node.hidden = false;
      if (node.textContent !== label) node.textContent = label;
      node.onclick = act;
    }
    // The focus must not be lost with a button that has gone.
    if (document.activeElement === document.body && pressed?.hidden) [...buttons.values()].find((node) => !node.hidden)?.focus();
    pressed = null;
  }
  let pressed = null;
  actions.addEventListener("click", ({ target }) => { pressed = target; }, { capture: true });

  function show(words, loading = null) {
    if (held.textContent !== words) held.textContent = words;
    bar.hidden = !loading;
    if (!loading) return;
    if (loading.of > 0) Object.assign(bar, { max: loading.of, value: Math.min(loading.done, loading.of) });
    else bar.removeAttribute("value");
  }

  let sizes = null;
  /** What a download takes, from the host. */
  async function findSizes() {
    sizes ??= await (await fetch(new URL("offline.json", manifest), { cache: "no-cache", signal: AbortSignal.timeout(SILENCE_MS) })).json();
    return sizes;
  }

  /** Show how things stand; returns whether something is under way. */
  async function update() {
    const registration = await findOwn();
    const worker = workerOf(registration);
    if (!worker) return showNothing();
    const state = await ask(worker, "status");
    if (!state) return true;
    const { missing, current, trouble, job } = state;
    const isFirst = !registration.active;
    if (isFirst || job) {
      // Nothing is known of the size before the list has come.
      const part = missing?.pages === 0 ? "the further pictures" : "the pages";
      show(job?.of ? `Downloading ${part}: ${megabytes(job.done)} of ${megabytes(job.of)}.` : `Downloading ${part} …`, job ?? { of: 0 });
      offer(["stop", "Stop", stop]);
      return true;
    }
    const more = missing ? missing.pages + missing.pictures : 0;
    if (trouble) say(TROUBLE[trouble]);
    const day = current && new Date(current.at).toLocaleDateString("en-US", { dateStyle: "long" });
    if (missing && more === 0) {
      show(`The whole course is kept on this device, as it was on ${day}. It works with no connection, and renews itself when there is one.`);
      offer(...newer(registration), REMOVE);
    } else if (missing?.pages === 0) {
      show("Kept on this device: all pages, questions, cases, tools, and the search. They work with no connection. Not kept: the further pictures of figures you can move.");
      offer(["keep", `Keep the whole course (${megabytes(more)} more)`, keepAll], ...newer(registration), REMOVE);
    } else {
      show("A part of the course is kept on this device.");
      offer(["keep", more ? `Keep the whole course (${megabytes(more)} more)` : "Keep the whole course", keepAll], REMOVE);
    }
    return false;
  }

  function newer(registration) {
    if (!registration.waiting) return [];
    return [["newer", "Use the newer version now", () => {
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting?.postMessage("takeOver");
    }]];
  }

  async function showNothing() {
    try {
      const { download, storage } = await findSizes();
      const { length: parts } = (await caches.keys()).filter((name) => STORES.includes(name));
      show(`${parts ? "A part of the course" : "Nothing"} is kept on this device${parts ? "" : " yet"}. The whole course is a download of ${megabytes(download.pages + download.pictures)}, and takes about ${Math.round(storage / MEGABYTE)}\u00a0MB on the device.`);
      offer(["keep", `Keep the whole course (${megabytes(download.pages + download.pictures)})`, keepAll], ...(parts ? [REMOVE] : []));
    } catch {
      show("Nothing is kept on this device. To keep the course, come back here when you are online.");
      offer();
    }
    return false;
  }

  function say(words) {
    if (said.textContent !== words) said.textContent = words;
  }

  let isFollowing = false;
  /** Follow what is under way. Asking also keeps the worker from being ended. */
  async function follow() {
    if (isFollowing) return;
    isFollowing = true;
    try {
      while (await update()) await pause(ASKS_EVERY_MS);
    } catch {
      // Where storage is blocked the browser refuses every question.
      show(CANNOT);
      offer();
    } finally {
      isFollowing = false;
    }
  }

  /** The course's own registration with a worker. Only the first needs the line: to register again waits for what an update waits for. */
  async function findOrRegister() {
    const found = await findOwn();
    if (workerOf(found)) return found;
    const late = pause(SILENCE_MS).then(() => { throw new DOMException("The host did not answer", "TimeoutError"); });
    return Promise.race([late, navigator.serviceWorker.register(new URL("service-worker.js", manifest).href, { updateViaCache: "none" })]);
  }

  async function keepAll() {
    say("Downloading …");
    stopped = false;
    setOff(false);
    // Asks the browser not to throw it away; some ask the learner. Nothing depends on it.
    navigator.storage?.persist?.().catch(() => {});
    try {
      const registration = await findOrRegister();
      const first = registration.active ? null : registration.installing ?? registration.waiting;
      const following = follow();
      if (first) await new Promise((resolve, reject) => {
        const look = () => (first.state === "activated" ? resolve() : first.state === "redundant" && reject(first));
        first.addEventListener("statechange", look);
        look();
      });
      await following;
      const { active } = registration;
      const done = ask(active, "keepAll");
      await pause(ASKS_EVERY_MS / 4);
      await follow();
      await done;
      const state = await ask(active, "status");
      if (state?.missing && state.missing.pages + state.missing.pictures === 0) say("Done: the whole course is here.");
    } catch (error) {
      if (!stopped) say(TROUBLE[error.name === "TimeoutError" ? "line" : await troubleOfInstalling()]);
      await follow();
    }
  }

  /** What a worker has noted that did not come to be; see notes in service-worker.js. */
  async function troubleOfInstalling() {
    const found = await caches.match(new URL("_offline/trouble", manifest), { cacheName: STORES[1] }).catch(() => null);
    // On a full device there is no room for a note either.
    return (await found?.json()) ?? "refused";
  }

  let stopped = false;
  async function stop() {
    stopped = true;
    const registration = await findOwn();
    const worker = workerOf(registration);
    if (worker) await ask(worker, "stop");
    say("Stopped. What has arrived stays here.");
    await follow();
  }

  async function removeAll() {
    setOff(true);
    const registration = await findOwn();
    for (const worker of [registration?.active, registration?.waiting, registration?.installing]) if (worker) await ask(worker, "forget");
    await registration?.unregister();
    await Promise.all(STORES.map((name) => caches.delete(name)));
    say("Removed. Nothing of the course is kept on this device any more, except your answers. Nothing will be kept until you ask for it here.");
    await showNothing();
  }

  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: new URL("_static/offline.css", manifest).href });
  // Seen before its styles are there, the card would move when they come.
  for (const event of ["load", "error"]) style.addEventListener(event, () => panel.append(card));
  document.head.append(style);
  bar.hidden = true;
  card.append(held, bar, actions, said);
  if (location.protocol === "file:") show("This copy was opened from a folder. Everything is here already, and no connection is needed.");
  else if (!navigator.serviceWorker || !self.DecompressionStream) show(CANNOT);
  else {
    follow();
    // Something may begin or end on another page.
    document.addEventListener("visibilitychange", () => { if (!document.hidden) follow(); });
    navigator.serviceWorker.addEventListener("controllerchange", () => follow());
  }

  // The page that stands in for another says which, and leads there.
  const again = document.querySelector(".mn-try-again");
  const wanted = new URLSearchParams(location.search).get("page");
  if (again && wanted) {
    const target = new URL(wanted, manifest);
    if (target.href.startsWith(home.href)) {
      const link = document.createElement("a");
      link.href = target.href;
      link.textContent = "Try this page again";
      again.append(link);
    }
  }
}
