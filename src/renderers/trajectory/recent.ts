/** Keeps what was made of recently used keys, up to a size. */
export interface Recent<Key, Value> {
  get(key: Key, make: (key: Key) => Value): Value;
}

/** What was not asked for longest is dropped first, and made again when it is asked for; the newest always stays. */
export function recent<Key, Value>(most: number, sizeOf: (key: Key) => number): Recent<Key, Value> {
  const kept = new Map<Key, Value>();
  let size = 0;
  return {
    get(key, make) {
      // A map keeps the order of insertion.
      const value = kept.has(key) ? (kept.get(key) as Value) : make(key); // a Value may be undefined
      if (!kept.delete(key)) size += sizeOf(key);
      kept.set(key, value);
      for (const [oldest] of kept) {
        if (size <= most || oldest === key) break;
        kept.delete(oldest);
        size -= sizeOf(oldest);
      }
      return value;
    },
  };
}
