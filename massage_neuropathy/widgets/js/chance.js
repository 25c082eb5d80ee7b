/* Chance that can be repeated: the same seed gives the same order. shuffle.py does the same in Python. */

/** The 32-bit FNV-1a hash of some bytes. */
export function fnv1a(bytes) {
  let found = 0x811c9dc5;
  for (const byte of bytes) found = Math.imul(found ^ byte, 0x01000193);
  return found >>> 0;
}

/** A 32-bit number spread over all its bits, by the finalizer of MurmurHash3. */
export function fmix32(number) {
  number = Math.imul(number ^ (number >>> 16), 0x85ebca6b);
  number = Math.imul(number ^ (number >>> 13), 0xc2b2ae35);
  return (number ^ (number >>> 16)) >>> 0;
}

/** A 32-bit number that looks drawn by chance, and is always the same for the same text. */
export function mix(text) {
  return fmix32(fnv1a(new TextEncoder().encode(text)));
}

/** Names in an order that depends on them and the seed, and not on the order they come in. */
export function inRandomOrder(names, seed) {
  const drawn = new Map(names.map((name) => [name, mix(`${seed}|${name}`)]));
  return [...names].sort((a, b) => drawn.get(a) - drawn.get(b) || (a < b ? -1 : 1));
}

/** The ids of a question's options in the order to show them: by chance, unless they must keep theirs. */
export function optionOrder(ids, entry, seed) {
  const moves = ["single", "multiple"].includes(entry.type) && !entry.fixed;
  return moves ? inRandomOrder(ids, `${seed}|${entry.id}`) : [...ids];
}
