const steps = [1, 1.5, 2, 3, 5, 7];

/** The least of a few steps times a power of ten that is not below `value`: a scale that seldom changes while frames play. */
export function scaleFor(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}
