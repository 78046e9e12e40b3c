import { tidy, type Tensor } from "../core/tf.ts";
import { shapeText } from "../core/shape.ts";
import { noiseSource, type NoiseSource } from "../random/index.ts";
import type { Level } from "../schedules/index.ts";

export interface NoiseOptions {
  /** Shape of the batch [B, ...]; the starting noise is drawn for it, of variance alpha^2 + sigma^2. */
  shape?: readonly number[];
  /** The state to start from instead; it stays yours. */
  x?: Tensor;
  /** Seed of the starting noise and, independently, of the steps' noise. Each sample of the batch has its own stream. */
  seed?: number;
  /** Where noise comes from instead of the seed: the start (unless `x` is given), then each step that draws. */
  noise?: NoiseSource;
}

export const noiseOptions: readonly string[] = ["shape", "x", "seed", "noise"];

/** Where a run gets its noise from. */
export interface RunNoise {
  /** The state to begin with. */
  readonly start: (at: Level) => Tensor;
  readonly draw: (channel?: number) => Tensor;
}

/** Throws where the options give no shape, or one that cannot be. */
export function noiseFor(options: NoiseOptions, sampler: string): RunNoise {
  const { x, noise, seed = 0 } = options;
  const shape = x?.shape ?? options.shape;
  if (!shape?.length)
    throw new TypeError(`${sampler} needs the shape of its batch ({ shape: [16, 2] }) or x`);
  if (shape.some((length) => !Number.isInteger(length) || length < 1)) {
    throw new RangeError(`The shape of a batch is of whole numbers of at least 1, not ${shapeText(shape)}`);
  }
  const starting = noise ?? noiseSource(seed, 0);
  const channels = new Map<number, NoiseSource>();
  const sourceOf = (channel: number): NoiseSource => {
    const source = noise ?? channels.get(channel) ?? noiseSource(seed, 1 + channel);
    channels.set(channel, source);
    return source;
  };
  const drawn = (source: NoiseSource): Tensor => {
    const z = source(shape);
    if (shapeText(z.shape) === shapeText(shape)) return z;
    z.dispose();
    throw new RangeError(
      `The noise source gave ${shapeText(z.shape)} where ${shapeText(shape)} was asked for`,
    );
  };
  return {
    // Data of unit variance has this much variance at a level: 1 where the schedule preserves it.
    start: ({ alpha, sigma }) => (x ? x.clone() : tidy(() => drawn(starting).mul(Math.hypot(alpha, sigma)))),
    draw: (channel = 0) => drawn(sourceOf(channel)),
  };
}
