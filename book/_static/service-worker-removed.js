/*
 * Published in the place of the service worker, this ends it: it removes itself and all that was kept, from every
 * device that asks for it. What learners have answered is kept elsewhere, and stays. See CONTRIBUTING.md.
 */
const root = new URL("./", self.location.href);

self.addEventListener("install", (event) => {
  event.waitUntil(self.skipWaiting());
});

async function end() {
  const names = (await caches.keys()).filter((name) => name.startsWith("massage-neuropathy ") && name.endsWith(` ${root.pathname}`));
  await Promise.all(names.map((name) => caches.delete(name)));
  await self.registration.unregister();
}

self.addEventListener("activate", (event) => {
  event.waitUntil(end());
});

// A page of the course as it was, still open, registers a worker and speaks to it. For the browser that takes the end back.
self.addEventListener("message", (event) => {
  event.waitUntil(end());
});
