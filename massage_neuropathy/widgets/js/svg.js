/* Nodes of drawings. */

/** A node of an SVG drawing with its attributes and children; text among them stays text. */
export function svgNode(tag, features, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(features)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}
