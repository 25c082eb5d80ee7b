/* Parts of the course that a script fills. Without one the root reads as text, or says what is missing. */

/** Fill a root once the record is there. `show` is given the root, the host and the shelf. */
export function fill(root, show, host, shelf) {
  if ("live" in root.dataset) return;
  root.dataset.live = "";
  host.ready.then(() => {
    root.querySelector(".mn-wait")?.remove();
    show(root, host, shelf);
  });
}
