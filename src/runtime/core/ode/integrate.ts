import { dispose, tidy, zerosLike, type Tensor } from "../tf.ts";
import { expectInteger } from "../shape.ts";
import { signalFor, turn } from "../turn.ts";
import { errorRow, growth, nodes, rows } from "./dormand-prince.ts";
import { worstExample, type Tolerance } from "./error-norm.ts";
import { firstStep } from "./first-step.ts";
import { weighted } from "./weighted.ts";

/** dy/dt of a state y of one or more tensors, as many and of the same shapes. It is called within `tidy`. */
export type Slope = (t: number, state: readonly Tensor[]) => readonly Tensor[];

export interface OdeOptions extends Partial<Tolerance> {
  from: number;
  /** Where to stop: before or after `from`. */
  to: number;
  /** Throws past this many steps, refused ones included. */
  maxSteps?: number;
  /** Stops the run: the generator throws its reason. In a notebook the cell's interrupt does so unless given. */
  signal?: AbortSignal;
}

/** A state on the way, with its slope. Its tensors are valid until the next frame is asked for; the last are yours. */
export interface OdeFrame {
  readonly t: number;
  readonly state: readonly Tensor[];
  readonly slope: readonly Tensor[];
  /** How often the slope was evaluated so far. */
  readonly evaluations: number;
}

/**
 * Solves dy/dt = slope(t, y) from `state`, which stays yours, by the pair of Dormand and Prince with steps that keep
 * the error of each example's tensors within rtol |y| + atol (root mean square). The first axis of each tensor is the
 * batch: an example that is harder than the others makes all steps shorter, none makes them longer. There is one frame
 * for each accepted state, the first of them at `from` and the last at `to`. Throws a RangeError for options that
 * cannot be, at the call, and an Error where the steps become too many.
 */
export function integrate(
  slope: Slope,
  state: readonly Tensor[],
  { from, to, rtol = 1e-4, atol = 1e-4, maxSteps = 1000, signal: given }: OdeOptions,
): AsyncGenerator<OdeFrame, void, undefined> {
  expectOdeOptions({ from, to, rtol, atol, maxSteps });
  const tolerance = { rtol, atol };
  const direction = Math.sign(to - from);

  async function* frames(): AsyncGenerator<OdeFrame, void, undefined> {
    const signal = signalFor(given);
    let now = {
      t: from,
      state: state.map((tensor) => tensor.clone()),
      slope: [] as Tensor[],
      evaluations: 1,
    };
    let held: Tensor[] = now.state;
    try {
      now.slope = tidy(() => owned(slope(from, state)));
      held = [...now.state, ...now.slope];
      let h = 0;
      for (let steps = 1; now.t !== to; steps++) {
        if (steps > maxSteps) {
          throw new Error(
            `The equation from ${from} to ${to} is at ${now.t} after ${maxSteps} steps: ` +
              `raise rtol and atol (${rtol} and ${atol}), or maxSteps`,
          );
        }
        if (steps === 1) {
          yield now;
          h = await firstStep(slope, now.t, now.state, now.slope, direction, tolerance);
          now.evaluations++;
        }
        const rest = Math.abs(to - now.t);
        // A step that almost reaches the end goes there: no sliver is left.
        const last = h > rest * (1 - 1e-9);
        const length = last ? rest : h;
        if (!(length >= shortest * Math.abs(to - from))) {
          throw new Error(
            `The equation from ${from} to ${to} left the finite numbers at ${now.t}: there is no slope to follow`,
          );
        }
        const next = step(slope, now.t, now.state, now.slope, direction * length, tolerance);
        const tried = [...next.state, ...next.slope];
        held.push(...tried, next.error);
        const [error] = await next.error.data();
        next.error.dispose();
        held.pop();
        h = length * growth(error);
        const evaluations = now.evaluations + nodes.length - 1;
        if (error <= 1) {
          dispose([...now.state, ...now.slope]);
          now = { ...next, t: last ? to : now.t + direction * length, evaluations };
          held = tried;
          await turn(signal);
          if (!last) yield now;
        } else {
          dispose(tried);
          held = [...now.state, ...now.slope];
          now.evaluations = evaluations;
          await turn(signal);
        }
      }
      held = [];
      yield now;
    } finally {
      dispose(held);
    }
  }

  return frames();
}

/** Steps as short as this part of the way would be without end. */
const shortest = 1e-14;

/** A slope may be a tensor that its maker holds, or the same one twice: clones can be disposed. */
const owned = (tensors: readonly Tensor[]): Tensor[] => tensors.map((tensor) => tensor.clone());

/** One step of length h: the new state, its slope, and its error as a multiple of what is allowed. */
function step(
  slope: Slope,
  t: number,
  y: readonly Tensor[],
  first: readonly Tensor[],
  h: number,
  tolerance: Tolerance,
): { state: Tensor[]; slope: Tensor[]; error: Tensor } {
  return tidy(() => {
    const slopes = [first];
    let state = y;
    for (let i = 1; i < rows.length; i++) {
      state = weighted(y, slopes, rows[i], h);
      slopes.push(slope(t + nodes[i] * h, state));
    }
    const error = weighted(
      y.map((tensor) => zerosLike(tensor)),
      slopes,
      errorRow,
      h,
    );
    return {
      state: owned(state),
      slope: owned(slopes[rows.length - 1]),
      error: worstExample(error, y, state, tolerance),
    };
  });
}

/** Throws a RangeError for an option that cannot be. */
export function expectOdeOptions({
  from,
  to,
  rtol,
  atol,
  maxSteps,
}: Required<Omit<OdeOptions, "signal">>): void {
  if (!Number.isFinite(from) || !Number.isFinite(to)) {
    throw new RangeError(`An equation is solved between two finite times, not from ${from} to ${to}`);
  }
  for (const [name, value] of Object.entries({ rtol, atol })) {
    if (!(value >= 1e-7 && value < Infinity))
      throw new RangeError(`${name} must be at least 1e-7 (tensors hold 7 digits), not ${value}`);
  }
  expectInteger("maxSteps", maxSteps, 1);
}
