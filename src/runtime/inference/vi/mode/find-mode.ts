import { displaySymbol, type MimeBundle } from "../../../../protocol/host.ts";
import { expectInteger } from "../../../core/shape.ts";
import { signalFor } from "../../../core/turn.ts";
import { tableBundle } from "../../../display/table.ts";
import { decimal } from "../../../display/text.ts";
import { stream } from "../../../random/index.ts";
import type { Target } from "../../targets/target.ts";
import { inTurns } from "../../vars/compiled/index.ts";
import { startPosition } from "../fit/start.ts";
import { lbfgs, type Place } from "./lbfgs.ts";

export interface ModeOptions {
  /** Where the climb begins, in unconstrained space. */
  start?: ArrayLike<number>;
  seed?: number;
  /** Steps at most; 1000 unless given. */
  steps?: number;
  /** Ends where no entry of the gradient is larger; 1e-6 unless given. */
  tolerance?: number;
  signal?: AbortSignal;
}

/** A mode of a target: maximum a posteriori, of the density over unconstrained numbers. */
export interface Mode {
  readonly names: readonly string[];
  /** One for each name, within their supports. */
  readonly values: Float64Array;
  /** In unconstrained space. */
  readonly position: Float64Array;
  readonly logDensity: number;
  /** The largest entry of the gradient there. */
  readonly steepest: number;
  readonly converged: boolean;
  readonly warnings: readonly string[];
  [displaySymbol](): MimeBundle;
}

/** Climbs to the end, and lets the event loop turn on the way. */
export async function climb(target: Target, options: ModeOptions): Promise<Place> {
  const { steps = 1000, tolerance = 1e-6, seed = 0 } = options;
  expectInteger("steps", steps, 1);
  const signal = signalFor(options.signal);
  const start = startPosition(target, stream(seed).split("mode"), options.start);
  const last = await inTurns(lbfgs(target, start, { history: 10, steps, tolerance }), signal);
  if (!last?.gradient.every(Number.isFinite))
    throw new RangeError(
      "The climb led to where the gradient is not finite: the mode may lie at infinity, or start is no good place",
    );
  return last;
}

/**
 * The mode of a target by L-BFGS, in unconstrained space: constraints' log-determinants are part of its density, so that of a
 * positive parameter it is the mode of its logarithm. Throws a RangeError where there is no place to begin.
 */
export async function findMode(target: Target, options: ModeOptions = {}): Promise<Mode> {
  const { position, logDensity, gradient } = await climb(target, options);
  const steepest = gradient.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  const converged = steepest <= (options.tolerance ?? 1e-6) * 100;
  const values = target.constrain(position);
  const { names } = target;
  const warnings = converged
    ? []
    : [`The climb ended where the gradient is still ${decimal(steepest)}: the mode may lie at infinity. Take more steps, or another start`]; // prettier-ignore
  return {
    names,
    values,
    position,
    logDensity,
    steepest,
    converged,
    warnings,
    [displaySymbol]: () =>
      tableBundle({
        lines: [`mode, log density ${decimal(logDensity)} nats`],
        heads: ["", "value"],
        rows: names.map((name, i) => [name, String(Number(values[i].toPrecision(4)))]),
        warnings,
      }),
  };
}
