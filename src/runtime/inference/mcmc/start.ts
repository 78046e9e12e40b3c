import type { Stream } from "../../random/index.ts";
import type { Target } from "../targets/target.ts";
import type { Sampler } from "./sampler.ts";
import type { State } from "./kernel.ts";

/** Where a chain begins: by its number, or the same place for all. */
export type Start = ArrayLike<number> | ((chain: number, stream: Stream) => ArrayLike<number>);

const trials = 100;

/**
 * A first state: the given one, else the first of a hundred uniform in [-2, 2] on unconstrained space, as Stan's, that has a
 * density. Throws a RangeError where there is none, with the terms that are not finite.
 */
export function startOf<S extends State>(
  sampler: Sampler<S>,
  stream: Stream,
  chain: number,
  given?: Start,
): S {
  const { target } = sampler;
  if (given !== undefined) {
    const position = Float64Array.from(typeof given === "function" ? given(chain, stream) : given);
    if (position.length !== target.dim)
      throw new RangeError(
        `Chain ${chain} begins at ${position.length} numbers, its target is over ${target.dim}`,
      );
    const state = sampler.init(position);
    if (!hasDensity(state)) throw new RangeError(`Chain ${chain} begins where ${why(target, state)}`);
    return state;
  }
  let last: S | null = null;
  for (let i = 0; i < trials; i++) {
    last = sampler.init(stream.uniform64(target.dim).map((u) => 4 * u - 2));
    if (hasDensity(last)) return last;
  }
  throw new RangeError(
    `No place to begin: at each of ${trials} of [-2, 2] in unconstrained space ${last ? why(target, last) : ""}`,
  );
}

const hasDensity = (state: State): boolean =>
  Number.isFinite(state.logDensity) &&
  (!("gradient" in state) || (state.gradient as Float64Array).every(Number.isFinite));

function why(target: Target, { position, logDensity }: State): string {
  if (Number.isFinite(logDensity)) return "the gradient is not finite";
  const terms =
    "terms" in target ? (target.terms as (at: Float64Array) => Record<string, number>)(position) : {};
  const bad = Object.entries(terms).filter(([, value]) => !Number.isFinite(value));
  const parts = bad.map(([name, value]) => `that of "${name}" is ${value}`).join(", ");
  return `the log density is ${logDensity}${parts ? `: ${parts}` : ""}`;
}
