/** A float64 array of any rank, row by row: what the suite's reference operations work on. */
export interface Nd {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

export const sizeOf = (shape: readonly number[]): number =>
  shape.reduce((product, length) => product * length, 1);

export const nd = (shape: readonly number[], data: ArrayLike<number>): Nd => ({
  shape,
  data: Float64Array.from(data),
});

/** The array whose entry at each index is what `value` says. */
export function build(shape: readonly number[], value: (at: readonly number[]) => number): Nd {
  const data = new Float64Array(sizeOf(shape));
  const at = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    data[i] = value(at);
    for (let axis = shape.length - 1; axis >= 0 && ++at[axis] === shape[axis]; axis--) at[axis] = 0;
  }
  return { shape, data };
}

/** The entry at an index; an axis of length 1 has one for every index, as in broadcasting. */
export function get({ shape, data }: Nd, at: readonly number[]): number {
  const skip = at.length - shape.length;
  let place = 0;
  for (let axis = 0; axis < shape.length; axis++)
    place = place * shape[axis] + (shape[axis] === 1 ? 0 : at[axis + skip]);
  return data[place];
}

/** The entry at an index, or zero outside. */
export const orZero = (x: Nd, at: readonly number[]): number =>
  at.every((index, axis) => index >= 0 && index < x.shape[axis]) ? get(x, at) : 0;

/** The shape that two broadcast to. */
function joint(a: readonly number[], b: readonly number[]): number[] {
  const rank = Math.max(a.length, b.length);
  const length = (shape: readonly number[], axis: number) => shape[axis - rank + shape.length] ?? 1;
  return Array.from({ length: rank }, (_, axis) => Math.max(length(a, axis), length(b, axis)));
}

export const map =
  (f: (x: number) => number) =>
  (x: Nd): Nd => ({ shape: x.shape, data: x.data.map(f) });

export const zip =
  (f: (a: number, b: number) => number) =>
  (a: Nd, b: Nd): Nd =>
    build(joint(a.shape, b.shape), (at) => f(get(a, at), get(b, at)));

/** Every index of a shape. */
export function* indices(shape: readonly number[]): Generator<number[]> {
  if (shape.length === 0) yield [];
  else for (let i = 0; i < shape[0]; i++) for (const rest of indices(shape.slice(1))) yield [i, ...rest];
}

/** Brings each run along the given axes to one number. */
export function reduce(x: Nd, axes: readonly number[], keepDims: boolean, f: (run: number[]) => number): Nd {
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const runs = axes.map((axis) => x.shape[axis]);
  const full = build(kept, (at) => {
    const run: number[] = [];
    for (const inner of indices(runs)) {
      const place = [...at];
      axes.forEach((axis, i) => (place[axis] = inner[i]));
      run.push(get(x, place));
    }
    return f(run);
  });
  return keepDims ? full : { shape: x.shape.filter((_, axis) => !axes.includes(axis)), data: full.data };
}
