/** Text as it is searched: small letters without accents, straight quotes, single spaces. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[\u2018\u2019]/g, "'").replace(/[\u201c\u201d]/g, '"').replace(/\s+/g, " ").trim().toLowerCase();
}
