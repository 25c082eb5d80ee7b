/* Elements, and what is done to them in one line. Text stays text. */

/** An element with a class and some children; text among them stays text. */
export function make(tag, name, ...children) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  node.append(...children);
  return node;
}

export function press(name, words, action) {
  const button = make("button", name, words);
  button.type = "button";
  button.addEventListener("click", action);
  return button;
}

/** A sign beside words that say the same: to be seen, and not read out. */
export function sign(shape) {
  const node = make("span", "", shape);
  node.setAttribute("aria-hidden", "true");
  return node;
}

export function lead(text) {
  return make("strong", "", text);
}

/** How many, in words: `count(1, "answer")`, `count(2, "entry", "entries")`. */
export function count(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/** The name of a page of the book, from its path: "/notebooks/01-nerves.html" has "01-nerves". */
export function pageName(path) {
  return path.split("/").pop().replace(/\.html$/, "");
}

/**
 * The address of a file of the book, told from the page's own script in _static, with the version of that script: what a
 * cache still has from a book of another version does not come to this page.
 */
export function besideScript(path) {
  // What is loaded later, with no "defer", may stand before it.
  const own = new URL(document.querySelector("script[defer][src*='_static/']").src);
  return new URL(path + own.search, own).href;
}

/** Load a classic script of this book; resolves when it has run. */
export function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = make("script", "");
    script.addEventListener("load", resolve);
    script.addEventListener("error", reject);
    script.src = address;
    document.head.append(script);
  });
}
