/** Random numbers between -1 and 1 that are a name's own, whatever runs before it. */
export function generator(name: string): () => number {
  let state = Buffer.from(name).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619), 2166136261);
  return () => {
    // Numerical Recipes' linear congruential generator: enough for points at which nothing is special.
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  };
}
