/* Printing one part of a page and nothing else. */
import { make } from "./dom.js";

/** Print a part: a copy of it, with nothing folded away, stands alone on the page for as long as that takes. */
export function printAlone(part) {
  const page = document.documentElement;
  const copy = make("div", "mn-alone", part.cloneNode(true));
  for (const left of copy.querySelectorAll(".mn-not-printed")) left.remove();
  for (const fold of copy.querySelectorAll("details")) fold.open = true;
  document.body.append(copy);
  page.dataset.mnAlone = "";
  const after = () => {
    copy.remove();
    delete page.dataset.mnAlone;
  };
  addEventListener("afterprint", after, { once: true });
  window.print();
}
