/** Throws a TypeError for an option that there is not: a misspelt one would be passed over without a word. */
export function expectOptions(who: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(`${who} has no option "${unknown}": it takes ${known.join(", ")}`);
}

/** Throws a RangeError unless `value` is a finite number. */
export function expectFiniteNumber(who: string, name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} of ${who} is a finite number, not ${value}`);
}
