/**
 * Whether the whole text matches a pattern in which `*` stands for any text and `?` for any character. Goes back to
 * the last star alone, so that no pattern takes longer than the product of the two lengths.
 */
export function matchesGlob(text: string, pattern: string): boolean {
  let at = 0;
  let want = 0;
  let star = -1;
  let afterStar = 0;
  while (at < text.length) {
    if (pattern[want] === "*") {
      star = want++;
      afterStar = at;
    } else if (want < pattern.length && (pattern[want] === "?" || pattern[want] === text[at])) {
      want++;
      at++;
    } else if (star >= 0) {
      want = star + 1;
      at = ++afterStar;
    } else return false;
  }
  while (pattern[want] === "*") want++;
  return want === pattern.length;
}
