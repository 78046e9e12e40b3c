// Checks of parameters: each names the parameter, the distribution and the value.

/** Throws a RangeError unless `value` is a finite number. */
export function expectFinite(who: string, name: string, value: number): void {
  if (!Number.isFinite(value)) throw new RangeError(`${name} of ${who} is a finite number, not ${value}`);
}

/** Throws a RangeError unless `value` is a finite number above 0. */
export function expectPositive(who: string, name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new RangeError(`${name} of ${who} is a finite number above 0, not ${value}`);
  }
}

/** Throws a RangeError unless `p` lies in [0, 1]. */
export function expectProbability(who: string, name: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name} of ${who} lies in [0, 1], not at ${p}`);
}

/** Throws a RangeError unless there is at least one value, and each is what `expectOne` accepts. */
export function expectEach(
  who: string,
  name: string,
  values: ArrayLike<number>,
  expectOne: (who: string, name: string, value: number) => void,
): void {
  if (values.length === 0) throw new RangeError(`${name} of ${who} has at least one value`);
  for (let i = 0; i < values.length; i++) expectOne(who, `${name}[${i}]`, values[i]);
}

/** Throws a RangeError unless the array has this length. */
export function expectLength(who: string, name: string, values: ArrayLike<unknown>, length: number): void {
  if (values.length !== length) {
    throw new RangeError(`${name} of ${who} has a length of ${length}, not ${values.length}`);
  }
}
