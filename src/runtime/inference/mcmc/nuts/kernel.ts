import type { Target } from "../../targets/target.ts";
import type { GradientState, Kernel } from "../kernel.ts";
import { energyOf, withGradient, type Phase } from "../leapfrog.ts";
import { drawMomentum } from "../metric.ts";
import type { Settings } from "../tuning/windowed.ts";
import { continues, grow, logAddExp, stretch, type Tally, type Tree } from "./tree.ts";

/**
 * One transition of the No-U-Turn sampler, with states drawn by their weights along the path: Hoffman and Gelman
 * (1111.4246), Betancourt (1701.02434). The path doubles until it turns back, diverges, or is 2^maxDepth steps long.
 */
export function nutsKernel(
  target: Target,
  { stepSize, metric, maxDepth = 10 }: Settings & { maxDepth?: number },
): Kernel<GradientState> {
  return {
    init: withGradient(target),
    step(stream, state) {
      const start: Phase = { ...state, momentum: drawMomentum(metric, stream, target.dim) };
      const energy = energyOf(metric, start);
      const tally: Tally = { leapfrogs: 0, acceptance: 0, divergent: false };
      let path = stretch(metric, start, 0);
      /** The path's two edges: into the past, and into the future. */
      const edges: [Phase, Phase] = [start, start];
      let depth = 0;
      for (let growing = true; growing && depth < maxDepth; depth++) {
        const forward = stream.uniform64(1)[0] < 0.5 ? 1 : 0;
        const context = { target, metric, stream, energy, step: forward ? stepSize : -stepSize, tally };
        const more = grow(context, edges[forward], depth);
        if (!more) break;
        edges[forward] = more.edge;
        // The new half is taken as soon as it weighs more: a state far from the first is worth more to the chain.
        const takes = Math.log(stream.uniform64(1)[0]) < more.logWeight - path.logWeight;
        const joined = { rho: path.rho.map((x, i) => x + more.rho[i]), logWeight: logAddExp(path.logWeight, more.logWeight) }; // prettier-ignore
        const proposal = takes ? more.proposal : path.proposal;
        // Seen along the time of the path, `more` comes after it, or before it with its ends exchanged.
        const before = forward ? path : turned(more);
        const after = forward ? more : path;
        growing = continues(before, after);
        path = { ...joined, proposal, edge: more.edge, first: before.first, last: after.last };
      }
      const { position, logDensity, gradient } = path.proposal;
      return [
        { position, logDensity, gradient },
        {
          acceptance: tally.acceptance / tally.leapfrogs,
          stepSize,
          treeDepth: depth,
          leapfrogs: tally.leapfrogs,
          divergent: Number(tally.divergent),
          energy: energyOf(metric, path.proposal),
        },
      ];
    },
  };
}

const turned = (tree: Tree): Tree => ({ ...tree, first: tree.last, last: tree.first });
