import type { Step } from "../method.ts";

/** Throws where there is no signal at all to begin with: sigma / alpha, in which some methods step, has no value there. */
export function expectSignal(name: string, { from }: Step): void {
  if (from.alpha > 0) return;
  throw new RangeError(
    `${name} steps in sigma / alpha, which is infinite at t = ${from.t}, where x is noise alone: begin lower ` +
      `(timesteps, times, sigmas), or take ddim or dpmSolverPlusPlus`,
  );
}
