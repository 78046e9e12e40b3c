import { dispose, tidy, type Tensor } from "../../core/tf.ts";
import { expectOptions } from "../../core/options.ts";
import { expectOdeOptions, integrate, type OdeOptions } from "../../core/ode/index.ts";
import type { Denoiser } from "../../diffusion/index.ts";
import type { Level } from "../../schedules/index.ts";
import type { Frame, Sampling } from "../frame.ts";
import { limiter, limitOptions } from "../limits.ts";
import { noiseFor, noiseOptions } from "../noise-for.ts";
import { dataPoint, type Point } from "../path.ts";
import { predictor } from "../predictor.ts";
import type { SamplingOptions } from "../sampling.ts";

export type ProbabilityFlowOptions = Pick<
  SamplingOptions,
  "shape" | "x" | "seed" | "noise" | "clip" | "threshold" | "signal"
> &
  Pick<OdeOptions, "rtol" | "atol" | "maxSteps"> & {
    /** The t to start from and to end at, the schedule's last and first unless given; the other way round it encodes. */
    from?: number;
    to?: number;
    /** Whether a flow that ends in noise ends in one step more, to x_0. It does unless given. */
    denoise?: boolean;
  };

const own = ["rtol", "atol", "maxSteps", "from", "to", "denoise"];
const known = [...own, ...limitOptions, ...noiseOptions, "signal"];

/**
 * The probability flow (Song et al., 2011.13456, equation 13), solved to the tolerances rtol and atol (1e-4 each) by the
 * Runge-Kutta pair of Dormand and Prince, which chooses its steps: a frame's `nfe` says what they cost.
 *
 * Time is the angle phi = atan(sigma / alpha), in which x / sqrt(alpha^2 + sigma^2) has the slope cos(phi) eps -
 * sin(phi) x_0, the velocity of Salimans and Ho (2202.00512), appendix D: finite from data to noise on any schedule. The
 * steps suit the example that is hardest, so within the tolerance a sample does not depend on the batch it is in.
 *
 * Throws a RangeError for tolerances below 1e-7 or t outside of the schedule, an Error where steps become too many.
 */
export function probabilityFlow(denoiser: Denoiser, options: ProbabilityFlowOptions = {}): Sampling {
  expectOptions(name, options, known);
  const { schedule } = denoiser;
  const { from = schedule.range[1], to = schedule.range[0], denoise = from > to } = options;
  const { rtol = 1e-4, atol = 1e-4, maxSteps = 1000, signal } = options;
  const [first, last] = [from, to].map((t): Point => ({ t, ...schedule.level(t) }));
  const limit = limiter(options);
  const noise = noiseFor(options, name);
  const [start, end] = [angleOf(first), angleOf(last)];
  const place = (angle: number): Point => {
    if (angle === start) return first;
    if (angle === end) return last;
    const t = schedule.timeAt(2 * (Math.log(Math.cos(angle)) - Math.log(Math.sin(angle))));
    return { t, ...schedule.level(t) };
  };
  const ode = { from: start, to: end, rtol, atol, maxSteps };
  expectOdeOptions(ode);

  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const model = predictor(denoiser, limit);
    const slope = (angle: number, [unit]: readonly Tensor[]): Tensor[] => {
      const at = place(angle);
      const { x0, eps } = model.predict(unit.mul(Math.hypot(at.alpha, at.sigma)), at);
      return [eps.mul(Math.cos(angle)).sub(x0.mul(Math.sin(angle)))];
    };
    let held: Tensor[] = [tidy(() => noise.start(first).div(Math.hypot(first.alpha, first.sigma)))];
    const release = (but: Tensor): void => {
      dispose(held.filter((tensor) => tensor !== but));
      held = [];
    };
    try {
      const further = denoise && last.sigma > 0;
      let step = 0;
      let before = start;
      for await (const { t, state, slope: slopes } of integrate(slope, held, { ...ode, signal })) {
        const at = place(t);
        const { x, x0, eps } = tidy(() => madeOf(state[0], slopes[0], t, at));
        dispose(held);
        // The last state is no longer the equation's own.
        held = [x, x0, eps, ...(t === end ? [...state, ...slopes] : [])];
        const left = t === end ? 0 : t === before ? usualSteps : Math.ceil((end - t) / (t - before));
        const nfe = model.calls();
        if (t !== end || further) {
          yield { step, steps: step + left + (further ? 1 : 0), ...at, nfe, x, x0, eps };
          [step, before] = [step + 1, t];
          if (t !== end) continue;
        }
        const sample = further ? x0 : x;
        release(sample);
        yield { step, steps: step, ...(further ? dataPoint : at), nfe, x: sample, x0: null, eps: null };
      }
    } finally {
      dispose(held);
    }
  }

  const chips = [
    ["rtol", String(rtol)],
    ["atol", String(atol)],
    ...(options.x || options.noise ? [] : [["seed", String(options.seed ?? 0)]]),
  ].map(([option, value]) => [option, value] as const);
  return Object.assign(frames(), { about: { sampler: name, options: chips } });
}

const name = "Probability flow";

/** Steps that are thought to be left before there is one to judge by. */
const usualSteps = 10;

const angleOf = ({ alpha, sigma }: Level): number => Math.atan2(sigma, alpha);

/** The state of unit size and its slope, as x, x_0 and eps. */
function madeOf(
  unit: Tensor,
  slope: Tensor,
  angle: number,
  { alpha, sigma }: Level,
): { x: Tensor; x0: Tensor; eps: Tensor } {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: unit.mul(Math.hypot(alpha, sigma)),
    x0: unit.mul(cos).sub(slope.mul(sin)),
    eps: unit.mul(sin).add(slope.mul(cos)),
  };
}
