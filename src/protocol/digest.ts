/**
 * A short name for a payload, by which the extension finds the output that a viewer shows: 53 bits of a hash (cyrb53) of
 * its JSON. Not for secrets.
 */
export function digestOf(payload: unknown): string {
  const text = JSON.stringify(payload) as string | undefined; // of what has no JSON there is none
  let [a, b] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < (text?.length ?? 0); i++) {
    const unit = text!.charCodeAt(i);
    a = Math.imul(a ^ unit, 2654435761);
    b = Math.imul(b ^ unit, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16);
}
