import { displaySymbol } from "../../protocol/host.ts";
import { expectOptions } from "../core/options.ts";
import { expectInteger } from "../core/shape.ts";
import { signalFor } from "../core/turn.ts";
import { output } from "../display/output.ts";
import { stream } from "../random/index.ts";
import { claimBundle } from "./bundle.ts";
import { check } from "./check.ts";
import { ClaimFailed } from "./claim-failed.ts";
import { expectEquation } from "./equation.ts";
import type { Side } from "./evaluate.ts";
import { expectMeasure, type MeasureOptions } from "./measure.ts";
import { gridOf, isDrawn, labelOf, type Over, type Point } from "./over.ts";
import type { Claim } from "./result.ts";

export interface ClaimOptions<O extends Over> extends MeasureOptions {
  /**
   * The sides, of the variables in `over`: numbers, arrays of them (float64), tensors (float32), `expectation(…)` or
   * objects of these, which are compared by key. Tensors that they make are freed.
   */
  left: Side<Point<O>>;
  right: Side<Point<O>>;
  /**
   * The variables by name: drawn from a distribution, every value of a list in turn and in every combination, or this very
   * value. Errors are shown by `t` where it is a list, else by the first list.
   */
  over: O;
  /** Random points for each combination of the lists, the same ones for all; 8 unless given, 1 where nothing is drawn. */
  draws?: number;
  /** Seed of the points; 0 unless given. */
  seed?: number;
  /** Stops the work. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
  /** Whether the equation and its errors are shown; true unless given. */
  show?: boolean;
}

const names = [
  "left",
  "right",
  "over",
  "tolerance",
  "floor",
  "within",
  "draws",
  "seed",
  "signal",
  "show",
] satisfies (keyof ClaimOptions<Over>)[];

/**
 * An equation in LaTeX that is checked: both sides are evaluated at random points, and it holds where they differ by no more
 * than the tolerance: |l - r| <= tolerance max(|l|, |r|, floor) for every value. With an expectation on either side, where
 * they lie within so many standard errors. Not-a-number never holds, equal infinities do. Shows the equation, the largest
 * errors and whether it holds.
 *
 * Throws ClaimFailed where it does not hold, a SyntaxError for LaTeX that cannot be read, a RangeError for sides of
 * different shapes, empty lists and options out of range, and a TypeError for sides that cannot be compared.
 */
export async function claim<const O extends Over>(latex: string, options: ClaimOptions<O>): Promise<Claim> {
  const { left, right, over, seed = 0, show = true } = options;
  expectEquation(latex);
  expectOptions("A claim", options, names);
  expectMeasure(options);
  const draws = options.draws ?? (isDrawn(over) ? 8 : 1);
  expectInteger("draws", draws, 1);
  stream(seed); // refuses what is no seed
  const grid = gridOf(over);
  const checked = await check(
    { left, right },
    over,
    grid,
    { ...options, draws, seed },
    signalFor(options.signal),
  );

  const worst = checked.errors.reduce((a, b) => (b.error > a.error ? b : a));
  const result: Claim = {
    latex,
    holds: worst.error <= checked.measure.limit,
    axis: grid.axis?.name ?? null,
    worst,
    ...checked,
    draws,
    seed,
    over: Object.entries(over).map(([name, variable]) => [name, labelOf(variable)]),
    [displaySymbol]: () => claimBundle(result),
  };
  if (show) output(claimBundle(result));
  if (!result.holds) throw new ClaimFailed(result);
  // As a cell's last value it stands below what has been shown.
  return show ? { ...result, [displaySymbol]: () => ({}) } : result;
}
