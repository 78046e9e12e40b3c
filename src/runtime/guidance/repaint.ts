import { expectInteger } from "../core/shape.ts";
import type { Denoiser } from "../diffusion/index.ts";
import { posterior, transition } from "../schedules/index.ts";
import type { Sampling, SamplingOptions } from "../samplers/index.ts";
import { pathOf, type Point } from "../samplers/path.ts";
import { sampling } from "../samplers/sampling.ts";
import { expectRegion, patched, type Known } from "./region.ts";

export type RepaintOptions = SamplingOptions &
  Known & {
    /** Steps that a jump leads back up; 10 unless given. */
    jumpLength?: number;
    /** How often the steps of each stretch are taken, jumps between; 10 unless given. 1 is plain replacement. */
    jumps?: number;
    /** Noise of a step, from 0 (DDIM) to 1 (DDPM, as in the paper); 1 unless given. */
    eta?: number;
  };

/**
 * Inpainting by RePaint (2201.09865, algorithm 1): after each step the known part of x is replaced by the known data with
 * the noise of its level. So that the new part comes to fit it, the forward process leads back up by `jumpLength` steps
 * every so many steps, and they are taken again, `jumps` times in all (section 4.2). 250 steps from noise to data unless
 * the options say otherwise; frames go down and up with them, and come at each call of the model.
 *
 * Throws a RangeError where `known` or `mask` do not fit the shape of x, or a number cannot be.
 */
export function repaint(denoiser: Denoiser, options: RepaintOptions): Sampling {
  const { known, mask, jumpLength = 10, jumps = 10, eta = 1 } = options;
  expectInteger("jumpLength", jumpLength, 1);
  expectInteger("jumps", jumps, 1);
  if (!(eta >= 0 && eta <= 1)) throw new RangeError(`eta lies between 0 (DDIM) and 1 (DDPM), not ${eta}`);
  const shape = options.x?.shape ?? options.shape;
  if (shape) expectRegion({ known, mask }, shape);

  const about = { name: "RePaint", defaultSteps: 250 };
  const ways = waysOf(pathOf(denoiser.schedule, options, about), jumpLength, jumps);
  return sampling(denoiser, options, {
    takes: ["known", "mask", "jumpLength", "jumps", "eta"],
    ...about,
    chips: [
      ["jump", String(jumpLength)],
      ["jumps", String(jumps)],
      ["η", String(eta)],
    ],
    draws: true,
    path: ways.map(({ place }) => place),
    step({ from, to, index, draw }) {
      const { via } = ways[index + 1];
      const std = eta * Math.sqrt(posterior(from, via).variance);
      const direction = Math.sqrt(Math.max(via.sigma ** 2 - std ** 2, 0));
      const mean = from.x0.mul(via.alpha).add(from.eps.mul(direction));
      const made = std > 0 ? mean.add(draw().mul(std)) : mean;
      const kept = known.mul(via.alpha);
      const x = patched(mask, via.sigma > 0 ? draw(channels.known).mul(via.sigma).add(kept) : kept, made);
      if (via === to) return x;
      const { alpha, variance } = transition(to, via);
      return x.mul(alpha).add(draw(channels.jump).mul(Math.sqrt(variance)));
    },
  });
}

/** Noise of the known part, and of the way back up. */
const channels = { known: 1, jump: 2 };

/**
 * Where the model is asked, in order, and the place below that each step leads to before it jumps there. A jump comes
 * where the steps left to the least noise are a multiple of its length, as in the authors' code.
 */
function waysOf(
  path: readonly Point[],
  jumpLength: number,
  jumps: number,
): readonly { place: Point; via: Point }[] {
  const steps = path.length - 1;
  const jumpsLeft = new Map<number, number>();
  for (let left = 0; left < steps - jumpLength; left += jumpLength) jumpsLeft.set(left, jumps - 1);

  const ways = [{ place: path[0], via: path[0] }];
  for (let at = 1; at <= steps; at++) {
    const left = steps - 1 - at;
    const more = jumpsLeft.get(left) ?? 0;
    const via = path[at];
    if (more > 0) {
      jumpsLeft.set(left, more - 1);
      at -= jumpLength;
    }
    ways.push({ place: path[at], via });
  }
  return ways;
}
