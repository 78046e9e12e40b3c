import { expectInteger } from "../../../core/shape.ts";
import { signalFor } from "../../../core/turn.ts";
import { workBar } from "../../../display/work-bar.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { logSumExp } from "../../distributions/special/log-sum-exp.ts";
import type { BayesModel } from "../../programs/index.ts";
import { stream, type Stream } from "../../../random/index.ts";
import { tempered } from "../../targets/tempered.ts";
import type { Target } from "../../targets/target.ts";
import type { Kernel } from "../kernel.ts";
import { hmcKernel } from "../kernels/hmc.ts";
import { unitMetric } from "../metric.ts";
import { inTurns } from "../../vars/compiled/index.ts";
import type { Evidence } from "./evidence.ts";

/** A distribution to begin with: its density adds up to 1, and it can be drawn from. */
export interface Base {
  readonly target: Target;
  sample(stream: Stream): Float64Array;
}

export interface AnnealedOptions {
  /** Where particles begin; a model's own prior unless given. */
  base?: Base;
  /** Independent particles; 100 unless given. */
  particles?: number;
  /** Powers between base and target; 100 unless given. */
  steps?: number;
  /** What moves a particle at each power: one HMC path of step size 0.1 and length 0.5 unless given. */
  kernel?: (target: Target) => Kernel;
  seed?: number;
  signal?: AbortSignal;
}

export interface Annealed extends Evidence {
  /** ln of each particle's weight. */
  readonly logWeights: Float64Array;
  /** Of how many particles the weights are worth: few of many say that more steps are needed. */
  readonly ess: number;
}

/**
 * The evidence by annealed importance sampling, Neal (physics/9803008): particles from the base walk through its tempered
 * bridge to the target, and each gathers its weight on the way. exp(logEvidence) is unbiased whatever the kernel is; its
 * logarithm is low by about half of the weights' relative variance. Throws a RangeError where there is no base.
 */
export async function annealedImportance(
  target: Target | BayesModel,
  options: AnnealedOptions = {},
): Promise<Annealed> {
  const { particles = 100, steps = 100, seed = 0, base = priorOf(target) } = options;
  expectInteger("particles", particles, 2);
  expectInteger("steps", steps, 1);
  const kernel =
    options.kernel ?? ((on) => hmcKernel(on, { stepSize: 0.1, length: 0.5, metric: unitMetric(on.dim) }));
  // Powers crowd where the target first bends the base: beta = (i / steps)^4.
  const betas = Array.from({ length: steps + 1 }, (_, i) => (i / steps) ** 4);
  const kernels = betas.map((beta) => kernel(tempered(target, beta, base.target)));
  const stop = signalFor(options.signal);
  const bar = workBar(particles, "annealed importance sampling");
  const logWeights = new Float64Array(particles);
  function* walk(): Generator<undefined, void> {
    for (let i = 0; i < particles; i++) {
      const random = stream(seed).split("annealed importance sampling").split(i);
      let position = base.sample(random);
      for (let step = 1; step <= steps; step++) {
        const ratio = target.logDensity(position) - base.target.logDensity(position);
        logWeights[i] += (betas[step] - betas[step - 1]) * (Number.isNaN(ratio) ? -Infinity : ratio);
        if (logWeights[i] === -Infinity) break;
        const walker = kernels[step];
        if (step < steps) position = walker.step(random, walker.init(position))[0].position;
        yield;
      }
      bar.step();
    }
  }
  try {
    await inTurns(walk(), stop);
  } finally {
    bar.end();
  }
  const highest = logWeights.reduce((a, b) => Math.max(a, b), -Infinity);
  if (highest === -Infinity)
    throw new RangeError("No particle reached the target: use more steps or another base");
  const weights = logWeights.map((w) => Math.exp(w - highest));
  return {
    logEvidence: logSumExp(logWeights) - Math.log(particles),
    se: Math.sqrt(variance(weights) / particles) / mean(weights),
    logWeights,
    ess: weights.reduce((a, b) => a + b) ** 2 / weights.reduce((a, b) => a + b * b, 0),
  };
}

function priorOf(target: Target | BayesModel): Base {
  if (!("drawPrior" in target))
    throw new RangeError("Annealed importance sampling of a density needs a base: { target, sample }");
  return {
    target: target.prior,
    sample: (random) => target.position(target.drawPrior(random)),
  };
}
