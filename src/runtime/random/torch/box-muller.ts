/** How a torch dtype rounds; float64 not at all. */
export type Round = (x: number) => number;

/**
 * Turns uniform numbers into normal ones in place as torch does for at least 16: Box and Muller's transform over
 * blocks of 16, whose last block, where it is not full, is the last 16 numbers drawn again. Rounded where torch rounds.
 */
export function normalBlocks(
  numbers: Float32Array | Float64Array,
  uniform: () => number,
  round: Round,
): void {
  const turn = round(2 * Math.PI);
  const transform = (from: number) => {
    for (let j = from; j < from + 8; j++) {
      const radius = round(Math.sqrt(round(-2 * round(Math.log(round(1 - numbers[j]))))));
      const angle = round(turn * numbers[j + 8]);
      numbers[j] = radius * round(Math.cos(angle));
      numbers[j + 8] = radius * round(Math.sin(angle));
    }
  };
  for (let i = 0; i + 16 <= numbers.length; i += 16) transform(i);
  if (numbers.length % 16 === 0) return;
  const last = numbers.length - 16;
  for (let i = last; i < numbers.length; i++) numbers[i] = uniform();
  transform(last);
}

/** Normal numbers one by one as torch draws fewer than 16: in float64 and in pairs, of which the second is kept. */
export function normalPairs(uniform: () => number): () => number {
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const value = kept;
      kept = null;
      return value;
    }
    const angle = 2 * Math.PI * uniform();
    const radius = Math.sqrt(-2 * Math.log1p(-uniform()));
    kept = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}
