/*
 * What the tests of access look for on a page, each as a list of words that is empty where all is well.
 * Evaluated on a page, it leaves `window.access` there.
 */
(() => {
  const told = (node) => {
    const words = (node.getAttribute("aria-label") ?? node.textContent).replace(/\s+/g, " ").trim().slice(0, 50);
    return `<${node.tagName.toLowerCase()} ${node.getAttribute("class") ?? ""}> ${words}`;
  };
  const seen = (node) => node.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const box = (node) => node.getBoundingClientRect();
  const parents = (node) => (node.parentElement ? [node.parentElement, ...parents(node.parentElement)] : []);
  const style = (node) => getComputedStyle(node);
  /** Told to screen readers only: nothing of it is on the screen. */
  const aloud = (node) => [node, ...parents(node)].some((one) => style(one).clipPath === "inset(50%)");
  const all = (selector) => [...document.querySelectorAll(selector)].filter((node) => seen(node) && !aloud(node));
  const clips = (node) => ["overflowX", "overflowY"].some((side) => style(node)[side] !== "visible");
  const scrolls = (node) => ["overflowX", "overflowY"].some((side) => /auto|scroll/.test(style(node)[side]));

  /** The rectangles of every text that is on the page, each with the element it stands in. */
  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const node = text.parentElement;
      if (!text.data.trim() || !seen(node) || aloud(node)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      for (const rect of range.getClientRects()) if (rect.width > 1 && rect.height > 1) found.push({ node, rect });
    }
    return found;
  }

  /** Text or a picture that goes beyond the window's side, outside of what scrolls by itself. */
  function sideways() {
    const width = document.documentElement.clientWidth;
    const inside = (node) => parents(node).some(scrolls);
    const beyond = [...texts(), ...all("img, svg, input, select, button").map((node) => ({ node, rect: box(node) }))]
      .filter(({ node, rect }) => (rect.right > width + 1 || rect.left < -1) && rect.bottom + scrollY > 0 && !inside(node));
    const whole = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
    return [...whole, ...beyond.map(({ node }) => `beyond the side: ${told(node)}`)];
  }

  /** What scrolls sideways by itself must be reached by keyboard, and have a name. */
  function unreachable() {
    return all("body *")
      .filter((node) => scrolls(node) && node.scrollWidth > node.clientWidth + 1 && !node.matches("input, select, textarea"))
      .filter((node) => node.tabIndex < 0 || !node.getAttribute("aria-label") && !node.hasAttribute("aria-labelledby") || !node.hasAttribute("role"))
      .map((node) => `scrolls without a name or a stop: ${told(node)}`);
  }

  /** Text cut off by a box, or spilling out of a control. */
  function cut() {
    const found = texts();
    const hidden = found.filter(({ node, rect }) => [node, ...parents(node)].some((one) => {
      if (!clips(one) || scrolls(one) || one.matches("html, body, svg")) return false;
      const edge = box(one);
      return rect.right > edge.right + 1 || rect.left < edge.left - 1 || rect.bottom > edge.bottom + 2 || rect.top < edge.top - 2;
    }));
    const spilt = found.filter(({ node, rect }) => {
      const control = node.closest("button, label, summary, .mn-found, .mn-shape, th, td");
      if (!control || style(control).display === "inline") return false;
      const edge = box(control);
      return rect.right > edge.right + 2 || rect.left < edge.left - 2 || rect.bottom > edge.bottom + 2 || rect.top < edge.top - 2;
    });
    return [...hidden.map(({ node }) => `cut off: ${told(node)}`), ...spilt.map(({ node }) => `spills: ${told(node)}`)];
  }

  /** Two texts over each other. What floats above the page for good (a menu that is open) is left out. */
  function overlapping() {
    const floating = (node) => [node, ...parents(node)].some((one) => /fixed|sticky/.test(style(one).position));
    const found = texts().filter(({ node }) => !floating(node)).sort((one, other) => one.rect.top - other.rect.top);
    const trouble = [];
    found.forEach(({ node, rect }, index) => {
      for (let next = index + 1; next < found.length && found[next].rect.top < rect.bottom; next += 1) {
        const other = found[next];
        if (node === other.node || node.contains(other.node) || other.node.contains(node)) continue;
        const wide = Math.min(rect.right, other.rect.right) - Math.max(rect.left, other.rect.left);
        const high = Math.min(rect.bottom, other.rect.bottom) - other.rect.top;
        // The boxes of letters have room above and below, where lines may touch.
        if (wide > 2 && high > 0.35 * Math.min(rect.height, other.rect.height)) trouble.push(`${told(node)} lies on ${told(other.node)}`);
      }
    });
    return trouble;
  }

  // Areas of a picture are left out: each has a box beneath, which does the same.
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";

  /** What is pressed is 24 pixels wide and high, stands in a line of text, or has that much room (SC 2.5.8). */
  function small() {
    const size = 24;
    const targets = all(TARGETS).map((node) => {
      const own = box(node);
      const label = node.matches("input") && node.labels?.length ? box(node.labels[0]) : own;
      return { node, rect: label.width * label.height > own.width * own.height ? label : own };
    }).filter(({ rect }) => rect.width > 0 && rect.height > 0);
    const under = targets.filter(({ node, rect }) => (rect.width < size || rect.height < size) && !inText(node));
    const middle = ({ rect }) => [rect.x + rect.width / 2, rect.y + rect.height / 2];
    const near = (one, other) => {
      const [x, y] = middle(one);
      if (under.includes(other)) {
        const [u, v] = middle(other);
        return Math.hypot(x - u, y - v) < size;
      }
      const { left, right, top, bottom } = other.rect;
      return Math.hypot(x - Math.min(Math.max(x, left), right), y - Math.min(Math.max(y, top), bottom)) < size / 2;
    };
    return under
      .filter((one) => targets.some((other) => other !== one && !other.node.contains(one.node) && !one.node.contains(other.node) && near(one, other)))
      .map(({ node, rect }) => `${Math.round(rect.width)} × ${Math.round(rect.height)}: ${told(node)}`);
  }

  /** A link within a sentence: its height is that of the line. */
  function inText(node) {
    if (!/^inline$/.test(style(node).display)) return false;
    const block = parents(node).find((one) => !/^inline/.test(style(one).display));
    return block.textContent.trim().length > node.textContent.trim().length;
  }

  /** What moves by itself or slides. */
  function moving() {
    const trouble = [];
    for (const node of document.querySelectorAll("*")) {
      for (const part of [null, "::before", "::after", "::backdrop"]) {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(node, part);
        if (animationName !== "none") trouble.push(`animated: ${told(node)}${part ?? ""}`);
        if (!/^(0s(, )?)+$/.test(transitionDuration)) trouble.push(`slides: ${told(node)}${part ?? ""}`);
        if (!part && scrollBehavior === "smooth") trouble.push(`scrolls smoothly: ${told(node)}`);
      }
    }
    return [...trouble, ...document.getAnimations().map((one) => `animation ${one.id}`)];
  }

  /** What stays when the page is scrolled takes a quarter of the window's height at most. */
  function stuck() {
    const share = all("body *").filter((node) => /sticky|fixed/.test(style(node).position) && !parents(node).some((one) => /sticky|fixed/.test(style(one).position)))
      .filter((node) => style(node).insetBlockStart !== "auto" && !node.matches(":popover-open"))
      .filter((node) => box(node).width > innerWidth / 2)
      .reduce((sum, node) => sum + box(node).height, 0) / innerHeight;
    return share > 0.25 ? [`${Math.round(100 * share)} of 100 of the window is taken by what stays`] : [];
  }

  /** What is wrong with where the focus is. After a key that does more than go on, `access.acted` is set. */
  function focus() {
    const node = document.activeElement;
    if (node === document.body) return { end: true, trouble: [] };
    const trouble = [];
    const ringed = node.matches(".mn-file input") ? node.parentElement : node;
    const { outlineStyle, outlineWidth, outlineOffset, outlineColor } = style(ringed);
    const width = parseFloat(outlineWidth);
    if (outlineStyle === "none" || width < 2 || /, 0\)$|transparent/.test(outlineColor)) trouble.push("has no outline");
    const rects = [...ringed.getClientRects()].filter((one) => one.width > 0 && one.height > 0);
    if (!rects.length || !seen(node)) trouble.push("is not to be seen");
    const grown = Math.max(0, parseFloat(outlineOffset) + width);
    for (const rect of rects) {
      for (const one of parents(ringed)) {
        if (!clips(one) || one.matches("html, body")) continue;
        const edge = box(one);
        if (rect.left - grown < edge.left - 1 || rect.right + grown > edge.right + 1) trouble.push(`has its outline cut by ${told(one)}`);
        if (!scrolls(one) && (rect.top - grown < edge.top - 1 || rect.bottom + grown > edge.bottom + 1)) trouble.push(`has its outline cut by ${told(one)}`);
      }
      if (rect.left - width < 0 || rect.right + width > innerWidth) trouble.push("has its outline beyond the window");
    }
    const shown = rects.filter((rect) => rect.bottom > 0 && rect.top < innerHeight);
    if (!shown.length) trouble.push("is outside of the window");
    const points = shown.flatMap((rect) => {
      const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
      return [0.1, 0.5, 0.9].map((part) => [rect.left + rect.width / 2, top + (bottom - top) * part]);
    });
    const over = points.map(([x, y]) => document.elementFromPoint(x, y))
      .filter((top) => top && !(ringed.contains(top) || top.contains(ringed) || top.closest("label") === node.closest("label") && node.closest("label")));
    if (over.length) trouble.push(`is under ${told(over[0])}`);
    // A stop comes after the one before it: in the page, and not above it on the screen.
    const before = window.access.before;
    if (before === node && !window.access.acted) trouble.push("holds the focus");
    else if (before?.isConnected && before !== node && !window.access.acted) {
      if (!(before.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING)) trouble.push(`comes after ${told(before)}, which stands later`);
      if (box(node).bottom < box(before).top - 1 && !before.closest(".mn-contents")) trouble.push(`stands above ${told(before)}`);
    }
    window.access.before = node;
    window.access.acted = false;
    return { trouble: trouble.map((one) => `${told(node)} ${one}`) };
  }

  /** What a screen reader is told without asking. */
  const heard = [];
  const LIVE = "[role=status], [role=alert], [aria-live=polite], [aria-live=assertive], output";
  new MutationObserver((changes) => {
    for (const { target } of changes) {
      const live = (target.nodeType === Node.TEXT_NODE ? target.parentElement : target)?.closest(LIVE);
      if (live && heard.at(-1) !== live.textContent) heard.push(live.textContent);
    }
  }).observe(document, { characterData: true, childList: true, subtree: true });

  window.access = { cut, focus, heard, moving, overlapping, sideways, small, stuck, unreachable };
})();
