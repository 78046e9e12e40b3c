/** In random order, each order as probable as the next: what the machine does meanwhile hits all alike.
 * @template T @param {readonly T[]} items @returns {T[]} */
export const shuffled = (items) =>
  items
    .map((item) => ({ item, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
