import type { Target } from "../../targets/target.ts";
import type { GradientState, Kernel } from "../kernel.ts";
import { beginning, energyOf, withGradient, type Phase } from "../leapfrog.ts";
import { drawMomentum } from "../metric.ts";
import type { Settings } from "../tuning/windowed.ts";
import { Memory } from "./memory.ts";
import { continues, grow, logAddExp, stretch, sum, type Tally, type Tree } from "./tree.ts";

/**
 * One transition of the No-U-Turn sampler, with states drawn by their weights along the path: Hoffman and Gelman
 * (1111.4246), Betancourt (1701.02434). The path doubles until it turns back, diverges, or is 2^maxDepth steps long. `vectors` are
 * for kernels that step in turn.
 */
export function nutsKernel(
  target: Target,
  {
    stepSize,
    metric,
    maxDepth = 10,
    vectors = new Memory(target.dim),
  }: Settings & { maxDepth?: number; vectors?: Memory },
): Kernel<GradientState> {
  const memory = (): Float64Array => vectors.take();
  return {
    init: withGradient(target),
    step(stream, state) {
      vectors.clear();
      const momentum = drawMomentum(metric, stream, target.dim, memory());
      const start = beginning(state, momentum);
      const energy = energyOf(metric, start, memory());
      const tally: Tally = { leapfrogs: 0, acceptance: 0, divergent: false };
      let path = stretch(start, metric.velocity(momentum, memory()), 0);
      /** The path's two edges: into the past, and into the future. */
      const edges: [Phase, Phase] = [start, start];
      const context = { target, metric, stream, energy, step: stepSize, tally, memory };
      let depth = 0;
      for (let growing = true; growing && depth < maxDepth; depth++) {
        const forward = stream.one64() < 0.5 ? 1 : 0;
        context.step = forward ? stepSize : -stepSize;
        const more = grow(context, edges[forward], depth);
        if (!more) break;
        edges[forward] = more.edge;
        // The new half is taken as soon as it weighs more: a state far from the first is worth more to the chain.
        const takes = Math.log(stream.one64()) < more.logWeight - path.logWeight;
        const proposal = takes ? more.proposal : path.proposal;
        // Seen along the time of the path, `more` comes after it, or before it with its ends exchanged.
        const before = forward ? path : turned(more);
        const after = forward ? more : path;
        growing = continues(before, after);
        const logWeight = logAddExp(path.logWeight, more.logWeight);
        path = { edge: more.edge, first: before.first, last: after.last, rho: sum(path.rho, more.rho, memory()), proposal, logWeight }; // prettier-ignore
      }
      const { position, logDensity, gradient } = path.proposal;
      return [
        // The next path takes the same memory.
        { position: vectors.keep(position), logDensity, gradient: vectors.keep(gradient) },
        {
          acceptance: tally.acceptance / tally.leapfrogs,
          stepSize,
          treeDepth: depth,
          leapfrogs: tally.leapfrogs,
          divergent: Number(tally.divergent),
          energy: energyOf(metric, path.proposal, memory()),
        },
      ];
    },
  };
}

const turned = ({ edge, first, last, rho, proposal, logWeight }: Tree): Tree => ({
  edge,
  first: last,
  last: first,
  rho,
  proposal,
  logWeight,
});
