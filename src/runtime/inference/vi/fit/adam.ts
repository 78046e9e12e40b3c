/** Running means of a gradient and of its square, after so many steps. */
export interface AdamState {
  readonly steps: number;
  readonly mean: Float64Array;
  readonly square: Float64Array;
}

const [beta1, beta2, least] = [0.9, 0.999, 1e-8];

export const adamStart = (size: number): AdamState => ({
  steps: 0,
  mean: new Float64Array(size),
  square: new Float64Array(size),
});

/** One step of Adam (1412.6980, algorithm 1) in float64, up the gradient: pure. */
export function adamStep(
  state: AdamState,
  params: Float64Array,
  gradient: Float64Array,
  rate: number,
): [AdamState, Float64Array] {
  const steps = state.steps + 1;
  const mean = state.mean.map((m, i) => beta1 * m + (1 - beta1) * gradient[i]);
  const square = state.square.map((s, i) => beta2 * s + (1 - beta2) * gradient[i] ** 2);
  const size = rate / (1 - beta1 ** steps);
  const bias = 1 - beta2 ** steps;
  return [
    { steps, mean, square },
    params.map((x, i) => x + (size * mean[i]) / (Math.sqrt(square[i] / bias) + least)),
  ];
}
