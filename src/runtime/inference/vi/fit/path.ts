/** Means of parameters over a path, however long it becomes. */
export interface Path {
  add(params: Float64Array): void;
  /** The mean over a part of the path, of `from` to `to` in [0, 1]; null where nothing of it is kept. */
  mean(from: number, to: number): Float64Array | null;
}

const most = 128;

/** Keeps the path as means of at most 128 stretches of one length: where there are more, two become one. */
export function pathOf(size: number): Path {
  let stretches: Float64Array[] = [];
  let length = 1;
  let open = new Float64Array(size);
  let steps = 0;
  const meanOf = (parts: readonly Float64Array[]): Float64Array => {
    const sum = new Float64Array(size);
    for (const part of parts) for (let i = 0; i < size; i++) sum[i] += part[i] / parts.length;
    return sum;
  };
  return {
    add(params) {
      for (let i = 0; i < size; i++) open[i] += params[i] / length;
      if (++steps < length) return;
      stretches.push(open);
      [open, steps] = [new Float64Array(size), 0];
      if (stretches.length < most) return;
      stretches = stretches.flatMap((part, i) => (i % 2 ? [meanOf([stretches[i - 1], part])] : []));
      length *= 2;
    },
    mean(from, to) {
      const at = (share: number) => Math.round(share * stretches.length);
      return at(to) > at(from) ? meanOf(stretches.slice(at(from), at(to))) : null;
    },
  };
}
