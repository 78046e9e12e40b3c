import { dispose, tidy, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { signalFor, turn } from "../core/turn.ts";
import type { Denoiser } from "../diffusion/index.ts";
import { noiseSource, type NoiseSource } from "../random/index.ts";
import { expectDiscrete, timesteps, type Spacing } from "../schedules/index.ts";

/** One state of a sampler on its way from noise to data. */
export interface Frame {
  /** Steps done: 0 at the starting noise, `steps` at the finished sample. */
  readonly step: number;
  /** Steps the run takes. */
  readonly steps: number;
  /** 0-based timestep of `x`, from T - 1 down; -1 once x is data. */
  readonly t: number;
  /** x = alpha x_0 + sigma eps at this t. */
  readonly alpha: number;
  readonly sigma: number;
  readonly x: Tensor;
  /** Data and noise that x is thought to be made of; null in the last frame, where the model is not asked. */
  readonly x0: Tensor | null;
  readonly eps: Tensor | null;
}

/**
 * A run of a sampler: an async generator of steps + 1 frames, the last of which holds the sample.
 *
 * Who owns the tensors: a frame's are the sampler's, valid until the next frame is asked for or the loop is left
 * (`clone()` what should outlive that); the last frame's `x` is yours to dispose.
 */
export interface Sampling extends AsyncGenerator<Frame, void, undefined> {
  /** What a viewer writes above the run: the sampler's name and its options, most important first. */
  readonly about: { readonly sampler: string; readonly options: readonly (readonly [string, string])[] };
}

export interface SamplingOptions {
  /** Number of steps among the schedule's. */
  steps?: number;
  /** How they are chosen; "leading" unless given. */
  spacing?: Spacing;
  /** Added to each timestep where the spacing is leading. */
  offset?: number;
  /** The timesteps themselves, 0-based and falling, in place of the three above. */
  timesteps?: readonly number[];
  /** Shape of the batch [B, ...]; the starting noise is drawn for it. */
  shape?: readonly number[];
  /** The state to start from instead; it stays yours. */
  x?: Tensor;
  /** Seed of the starting noise and, independently, of the steps' noise. Each sample of the batch has its own stream. */
  seed?: number;
  /** Where noise comes from instead of the seed: the start (unless `x` is given), then each step that draws. */
  noise?: NoiseSource;
  /** Range that predicted data is clipped to, such as [-1, 1] for images; eps stays as predicted. */
  clip?: readonly [number, number];
  /** Stops the run: the generator throws its reason. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** Where a step begins and where it leads; alphaBar is 1 for data. */
export interface Step {
  readonly x: Tensor;
  readonly x0: Tensor;
  readonly eps: Tensor;
  readonly alphaBar: number;
  readonly alphaBarNext: number;
}

/** One step of a sampler: the next state is drawn from N(mean, std^2 I). */
export type Stepper = (step: Step) => { mean: Tensor; std: number };

function chosenTimesteps(options: SamplingOptions, total: number, defaultSteps: number): readonly number[] {
  if (!options.timesteps) return timesteps(total, options.steps ?? Math.min(defaultSteps, total), options);
  options.timesteps.forEach((t, i, all) => {
    if (!Number.isInteger(t) || t < 0 || t >= total || (i > 0 && t >= all[i - 1])) {
      throw new RangeError(
        `timesteps must be whole numbers that fall from at most ${total - 1}: entry ${i} is ${t}`,
      );
    }
  });
  if (!options.timesteps.length) throw new RangeError("timesteps is empty: give at least one");
  return options.timesteps;
}

/** Makes a sampler of a stepper: the loop that all samplers share. Options are checked at once, not at the first frame. */
export function sampling(
  denoiser: Denoiser,
  options: SamplingOptions,
  sampler: {
    name: string;
    defaultSteps: number;
    /** Its options for a viewer. */
    chips: readonly (readonly [string, string])[];
    /** Whether its steps draw noise. */
    draws: boolean;
    stepper: Stepper;
  },
): Sampling {
  const schedule = expectDiscrete(denoiser.schedule, sampler.name);
  const chosen = chosenTimesteps(options, schedule.steps, sampler.defaultSteps);
  const shape = options.x?.shape ?? options.shape;
  if (!shape?.length)
    throw new TypeError(`${sampler.name} needs the shape of its batch ({ shape: [16, 2] }) or x`);
  if (shape.some((length) => !Number.isInteger(length) || length < 1)) {
    throw new RangeError(`The shape of a batch is of whole numbers of at least 1, not ${shapeText(shape)}`);
  }
  const { seed = 0, clip } = options;
  const startNoise = options.noise ?? noiseSource(seed, 0);
  const stepNoise = options.noise ?? noiseSource(seed, 1);
  const draw = (): Tensor => {
    const z = stepNoise(shape);
    if (shapeText(z.shape) === shapeText(shape)) return z;
    throw new RangeError(
      `The noise source gave ${shapeText(z.shape)} where ${shapeText(shape)} was asked for`,
    );
  };

  async function* frames(): AsyncGenerator<Frame, void, undefined> {
    const signal = signalFor(options.signal);
    const steps = chosen.length;
    let x = options.x ? options.x.clone() : startNoise(shape as readonly number[]);
    let held: Tensor[] = [x];
    try {
      for (const [step, t] of chosen.entries()) {
        const { x0, eps } = tidy(() => {
          const { x0, eps } = denoiser(x, t);
          return { x0: clip ? x0.clipByValue(clip[0], clip[1]) : x0, eps };
        });
        held = [x, x0, eps];
        yield { step, steps, t, alpha: schedule.alpha[t], sigma: schedule.sigma[t], x, x0, eps };
        const alphaBarNext = step + 1 < steps ? schedule.alphaBar[chosen[step + 1]] : 1;
        x = tidy(() => {
          const { mean, std } = sampler.stepper({ x, x0, eps, alphaBar: schedule.alphaBar[t], alphaBarNext });
          return std > 0 ? mean.add(draw().mul(std)) : mean.clone();
        });
        dispose(held);
        held = [x];
        await expectFinite(x, sampler.name, step, t);
        await turn(signal);
      }
      held = [];
      yield { step: steps, steps, t: -1, alpha: 1, sigma: 0, x, x0: null, eps: null };
    } finally {
      dispose(held);
    }
  }

  const seeded = !options.noise && (sampler.draws || !options.x);
  const about = {
    sampler: sampler.name,
    options: [
      ["steps", String(chosen.length)] as const,
      ...sampler.chips,
      ...(seeded ? [["seed", String(seed)] as const] : []),
    ],
  };
  return Object.assign(frames(), { about });
}

async function expectFinite(x: Tensor, sampler: string, step: number, t: number): Promise<void> {
  const total = tidy(() => x.sum());
  const [value] = await total.data();
  total.dispose();
  if (!Number.isFinite(value)) {
    throw new Error(
      `${sampler} left the finite numbers in step ${step} (t = ${t}): look at what the model predicts there`,
    );
  }
}
