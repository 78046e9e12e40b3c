import type { Stream } from "../../../random/index.ts";
import type { Info, Kernel, State, Tuning } from "../kernel.ts";
import { denseMetric, diagonalMetric, type Metric } from "../metric.ts";
import { dualAveraging } from "./dual-averaging.ts";
import { moments } from "./moments.ts";
import { windows } from "./windows.ts";

/** What a warmup finds. */
export interface Settings {
  readonly stepSize: number;
  readonly metric: Metric;
}

export interface WindowedOptions<S extends State> {
  dim: number;
  steps: number;
  kernel: (settings: Settings) => Kernel<S>;
  /** The settings to begin with. */
  settings: Settings;
  /** The mean acceptance that the step size aims at. */
  acceptance: number;
  /** Whether correlations are learned too. */
  dense: boolean;
  /** A step size to begin a window with. */
  guess: (settings: Settings) => number;
}

/**
 * Stan's warmup: the step size by dual averaging, and the shape from windows of draws, which double. A shape is drawn
 * towards the unit's, the more the fewer draws it comes from.
 */
export function windowed<S extends State>(options: WindowedOptions<S>): Tuning<S> {
  const { dim, steps, acceptance, dense, guess } = options;
  let { metric } = options.settings;
  const plan = windows(steps);
  let step = 0;
  let seen = moments(dim, dense);
  let size = dualAveraging(guess(options.settings), acceptance);
  const settings = (): Settings => ({
    metric,
    stepSize: step < steps ? size.current() : size.averaged(),
  });
  let kernel: Kernel<S> | null = null;
  return {
    kernel: () => (kernel ??= options.kernel(settings())),
    learn(_: Stream, { position }: S, info: Info) {
      size.learn(info.acceptance);
      if (plan.learnsShape(step)) seen.add(position);
      if (plan.ends(step) && seen.count > 1) {
        metric = learned(seen, dim, dense);
        seen = moments(dim, dense);
        size = dualAveraging(guess({ metric, stepSize: size.current() }), acceptance);
      }
      step++;
      kernel = null;
    },
  };
}

function learned(seen: ReturnType<typeof moments>, dim: number, dense: boolean): Metric {
  const { count } = seen;
  const weight = count / (count + 5);
  const least = 1e-3 * (5 / (count + 5));
  if (!dense) return diagonalMetric(seen.variances().map((v) => weight * v + least));
  const covariance = seen.covariance().map((c) => weight * c);
  for (let i = 0; i < dim; i++) covariance[i * (dim + 1)] += least;
  return denseMetric(covariance);
}
