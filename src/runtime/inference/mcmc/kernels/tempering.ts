import type { Stream } from "../../../random/index.ts";
import { tempered } from "../../targets/tempered.ts";
import type { Target } from "../../targets/target.ts";
import type { Info, Kernel, State, Tuning } from "../kernel.ts";
import { nuts } from "../nuts/nuts.ts";
import type { Sampler } from "../sampler.ts";
import { decide } from "./metropolis.ts";

export interface TemperingOptions {
  /** Where the ladder begins, such as a model's prior; without one it is the target's power. */
  base?: Target;
  /** From the hottest to 1, rising: ten from 0.01 on (0 with a base), evenly in their square roots, unless given. */
  betas?: readonly number[];
  /** What walks on each rung: NUTS unless given. */
  sampler?: (target: Target) => Sampler;
}

export interface TemperingState extends State {
  /** Of each rung, the hottest first. */
  readonly rungs: readonly State[];
  /** Whether the next exchange begins with the second rung. */
  readonly odd: boolean;
}

/**
 * Parallel tempering, Geyer (1991): a chain for each power of the target, and neighbours that exchange where they are, even
 * and odd pairs in turn (1905.02939). For targets whose modes a single chain does not leave. Throws a RangeError for betas
 * that do not rise to 1.
 */
export function parallelTempering(target: Target, options: TemperingOptions = {}): Sampler<TemperingState> {
  const { base, sampler = (on: Target) => nuts(on) } = options;
  const betas = options.betas ?? ladder(base ? 0 : 0.01);
  if (betas.length < 2 || betas.at(-1) !== 1 || !betas.every((b, i) => i === 0 || b > betas[i - 1]))
    throw new RangeError(`betas of parallelTempering rise to 1, unlike ${betas.join(", ")}`);
  const targets = betas.map((beta) => tempered(target, beta, base));
  const walkers = targets.map((on) => sampler(on));
  const together = (rungs: readonly State[], odd: boolean): TemperingState => {
    const { position, logDensity } = rungs[rungs.length - 1];
    return { position, logDensity, rungs, odd };
  };
  const init = (position: Float64Array) => together(walkers.map((walker) => walker.init(position)), false); // prettier-ignore

  const walk = (kernels: readonly Kernel[], stream: Stream, { rungs }: TemperingState) => {
    const infos: Info[] = [];
    const moved = kernels.map((kernel, i) => {
      const [state, info] = kernel.step(stream, rungs[i]);
      infos.push(info);
      return state;
    });
    return { moved, infos };
  };

  /** Exchanges neighbours, as the product of all rungs' densities says. */
  const exchange = (kernels: readonly Kernel[], stream: Stream, rungs: State[], odd: boolean): number => {
    let sum = 0;
    let pairs = 0;
    for (let i = odd ? 1 : 0; i + 1 < rungs.length; i += 2) {
      const [hot, cold] = [rungs[i], rungs[i + 1]];
      const there = kernels[i].init(cold.position);
      const here = kernels[i + 1].init(hot.position);
      const gain = there.logDensity + here.logDensity - hot.logDensity - cold.logDensity;
      const { accepted, acceptance } = decide(stream, gain);
      if (accepted) [rungs[i], rungs[i + 1]] = [there, here];
      sum += acceptance;
      pairs++;
    }
    return pairs ? sum / pairs : NaN;
  };

  const step = (kernels: readonly Kernel[], stream: Stream, state: TemperingState) => {
    const { moved, infos } = walk(kernels, stream, state);
    const walked = moved.slice();
    const exchanged = exchange(kernels, stream, moved, state.odd);
    return { walked, infos, next: together(moved, !state.odd), exchanged };
  };

  return {
    name: "parallel tempering",
    target,
    init,
    tune(stream, state, steps): Tuning<TemperingState> {
      const tunings = walkers.map((walker, i) => walker.tune(stream, state.rungs[i], steps));
      /** What the rungs did in the last step: they learn of their own moves, not of exchanges. */
      let last: ReturnType<typeof step> | null = null;
      return {
        kernel() {
          const kernels = tunings.map((tuning) => tuning.kernel());
          return {
            init,
            step(random, from) {
              last = step(kernels, random, from);
              return [last.next, { ...last.infos[kernels.length - 1], exchanged: last.exchanged }];
            },
          };
        },
        learn(random) {
          const seen = last;
          if (seen) tunings.forEach((tuning, i) => tuning.learn(random, seen.walked[i], seen.infos[i]));
        },
      };
    },
  };
}

const ladder = (hottest: number): number[] =>
  Array.from({ length: 10 }, (_, i) => (i === 9 ? 1 : (Math.sqrt(hottest) + (1 - Math.sqrt(hottest)) * (i / 9)) ** 2)); // prettier-ignore
