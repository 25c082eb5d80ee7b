/*
 * The course with no line: starts the service worker (service-worker.js), and says when a newer version is ready.
 * Loaded by offline-start.js when the page has settled.
 */
"use strict";
{
  const OFFLINE = "massage-neuropathy/offline";
  const { href: manifest } = document.querySelector("link[rel=manifest]");
  const worker = new URL("service-worker.js", manifest).href;

  /** Whether the learner has asked that nothing is kept. */
  const isOff = () => {
    try { return localStorage.getItem(OFFLINE) === "off"; } catch { return false; }
  };

  /** Whether the line is one that somebody pays for by the megabyte, or that is slow; service-worker.js asks the same. */
  const isDear = () => {
    const { saveData, type, effectiveType } = navigator.connection ?? {};
    return saveData || type === "cellular" || /2g$/.test(effectiveType ?? "");
  };

  /** Offer a version that is there and waits; it would also be taken at the next start, when no page is open. */
  const offer = (registration) => {
    const { waiting } = registration;
    if (!waiting || navigator.serviceWorker.controller?.scriptURL !== worker || document.querySelector(".mn-newer")) return;
    const button = (label, act) => {
      const node = document.createElement("button");
      node.type = "button";
      node.textContent = label;
      node.addEventListener("click", act);
      return node;
    };
    const style = document.createElement("link");
    Object.assign(style, { rel: "stylesheet", href: new URL("_static/offline.css", manifest).href });
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    const notice = document.createElement("section");
    notice.className = "mn-newer";
    notice.setAttribute("aria-label", "Newer version");
    notice.append(words, button("Use it now", () => {
      // Another tab may have been first.
      if (!registration.waiting) return location.reload();
      navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
      registration.waiting.postMessage("takeOver");
    }), button("Later", () => notice.remove()));
    style.addEventListener("load", () => {
      document.body.append(notice);
      // Read out because it comes after its place.
      setTimeout(() => { words.textContent = "A newer version of the course is ready."; }, 100);
    });
    document.head.append(style);
  };

  /** The course's own registration: a site that stands higher on the host may have one for all below it. offline-panel.js asks the same. */
  const findOwn = async () => {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.find(({ scope }) => scope === new URL(".", manifest).href);
  };

  const start = async () => {
    let registration = await findOwn();
    if (!registration) {
      if (isOff() || isDear()) return;
      registration = await navigator.serviceWorker.register(worker, { updateViaCache: "none" });
    }
    registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing?.addEventListener("statechange", () => { if (installing.state === "installed") offer(registration); });
    });
    offer(registration);
    if (!isOff() && !isDear()) registration.active?.postMessage("goOn");
  };

  start().catch(() => { /* the course works as it does without */ });
}
