/** A number's text in two: the digits that it has in common with another's, and those that differ. */
export function differing(text: string, other: string): [same: string, differs: string] {
  // The decimal places of numbers with other exponents have nothing to do with each other.
  const exponent = (of: string): string => /e.*$/.exec(of)?.[0] ?? "";
  const aligned = text.indexOf(".") === other.indexOf(".") && exponent(text) === exponent(other);
  let k = 0;
  while (aligned && k < text.length && text[k] === other[k]) k++;
  return [text.slice(0, k), text.slice(k)];
}
