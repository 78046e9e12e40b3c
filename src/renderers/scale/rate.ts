/** A count seen at a time, in milliseconds. */
export interface Reading {
  time: number;
  count: number;
}

/** Adds a reading and drops those older than `window` milliseconds, but always keeps two to measure between. */
export function remember(readings: readonly Reading[], next: Reading, window: number): Reading[] {
  const all = [...readings, next];
  const recent = all.findIndex((reading) => reading.time >= next.time - window);
  return all.slice(Math.max(0, Math.min(recent, all.length - 2)));
}

/** Nothing is said of a rate over less time than this, in milliseconds. */
const shortest = 250;

/** Counts per second over the remembered readings; null where nothing can be said yet. */
export function perSecond(readings: readonly Reading[]): number | null {
  const first = readings.at(0);
  const last = readings.at(-1);
  if (!first || !last || last.time - first.time < shortest) return null;
  return ((last.count - first.count) / (last.time - first.time)) * 1000;
}
