import { displaySymbol } from "../../../../protocol/host.ts";
import { tableBundle } from "../../../display/table.ts";
import { decimal } from "../../../display/text.ts";
import type { Stream } from "../../../random/index.ts";
import { summary } from "../../diagnostics/index.ts";
import type { Target } from "../../targets/target.ts";
import { toVar } from "../../vars/index.ts";
import { approximate, drawsOf, type Approximation } from "../approximation/approximation.ts";
import type { Family } from "../guides/guide.ts";
import type { Convergence } from "./convergence.ts";
import { elboCurve } from "./course.ts";

/** A guide that was fitted. */
export interface Fitted extends Approximation {
  readonly objective: string;
  /** Variational parameters, averaged over the last quarter of the steps: [size]. */
  readonly params: Float64Array;
  readonly convergence: Convergence;
  /** Estimates of every step in nats, by the draws that it took. */
  readonly trace: { readonly elbo: Float64Array; readonly objective: Float64Array };
  /** Seconds that the steps took. */
  readonly seconds: number;
}

interface Fit {
  readonly target: Target;
  readonly family: Family;
  readonly params: Float64Array;
  readonly convergence: Convergence;
  readonly trace: Fitted["trace"];
  readonly objective: string;
  readonly seconds: number;
  readonly draws: number;
  readonly random: Stream;
  readonly signal: AbortSignal | null;
}

export async function fitted(fit: Fit): Promise<Fitted> {
  const { target, family, params, convergence, trace, objective, seconds } = fit;
  const more = { objective, params, convergence, trace, seconds };
  const steps = trace.elbo.length;
  const fits = `fitted by ${objective} in ${steps.toLocaleString("en")} steps, ${decimal(seconds)} s`;
  const warnings = convergence.converged ? [] : [convergence.words];
  if (family.point)
    return {
      ...atPoint(target, params, convergence.converged ? [fits, convergence.words] : [fits], warnings),
      ...more,
    };
  const theta = toVar(params);
  const of = {
    name: family.name,
    target,
    draw(random: Stream) {
      const { z, logQ } = family.draw(theta, random.normal64(family.noise));
      return { position: z.value, logQ: logQ.value[0] };
    },
    logProb(position: Float64Array) {
      if (position.length !== family.dim)
        throw new RangeError(`A position of this guide has ${family.dim} numbers, not ${position.length}`);
      return family.logProb(params, position);
    },
  };
  const lines = convergence.converged ? [fits, convergence.words] : [fits];
  return {
    ...(await approximate(of, fit.draws, fit.random, fit.signal, {
      lines,
      warnings,
      course: (end) => elboCurve(trace.elbo, end),
    })),
    ...more,
  };
}

/** A point: one draw, with nothing to say of how wide the target is. */
function atPoint(
  target: Target,
  position: Float64Array,
  lines: readonly string[],
  warnings: readonly string[],
): Approximation {
  const draws = drawsOf(target, [position]);
  const logDensity = target.logDensity(position);
  const none = (): never => {
    throw new RangeError("A point has no density and no draws but itself: use laplaceApproximation, or vi");
  };
  const said = ["A point says nothing of how wide the target is", ...warnings];
  return {
    ...draws,
    name: "point",
    target,
    positions: position.slice(),
    logWeights: Float64Array.of(logDensity),
    elbo: { value: NaN, se: NaN },
    logEvidence: { logEvidence: NaN, se: NaN },
    kHat: NaN,
    warnings: said,
    logProb: none,
    sample: none,
    resample: none,
    summary: () => summary(draws),
    [displaySymbol]: () =>
      tableBundle({
        lines: [`point, log density ${decimal(logDensity)} nats`, ...lines],
        heads: ["", "value"],
        rows: draws.names.map((name, i) => [name, String(Number(draws.values[i].toPrecision(4)))]),
        warnings: said,
      }),
  };
}
