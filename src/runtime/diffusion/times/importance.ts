import { expectInteger } from "../../core/shape.ts";
import type { Stream } from "../../random/index.ts";
import { expectDiscrete } from "../../schedules/index.ts";
import type { Times } from "./times.ts";

/**
 * Each t as often as sqrt(E[L_t^2]) of its last `history` losses says, once every t has so many; until then all are as
 * likely. A share `uniform` of the probability stays even. Losses are multiplied by 1 / (T p_t), so their mean stays
 * that of evenly drawn t: Nichol and Dhariwal (2102.09672), equation 18. Needs a schedule of steps.
 */
export function importance({ history = 10, uniform = 0.001 } = {}): Times {
  expectInteger("history of importance", history, 1);
  if (!(uniform > 0 && uniform <= 1)) {
    throw new RangeError(
      `uniform of importance is a share above 0 and at most 1, not ${uniform}: with none a t could be left out`,
    );
  }
  // What was learned belongs to the run that a stream stands for: another one starts anew.
  const runs = new WeakMap<Stream, number[][]>();
  const seenIn = (random: Stream, steps: number): number[][] => {
    let seen = runs.get(random);
    if (seen?.length !== steps) runs.set(random, (seen = Array.from({ length: steps }, () => [])));
    return seen;
  };
  return {
    name: "importance",
    draw(schedule, count, random) {
      const { steps } = expectDiscrete(schedule, "Importance sampling of t");
      const p = probabilities(seenIn(random, steps), history, uniform);
      const t = drawFrom(p, random.uniform(count));
      return { t, weights: Float64Array.from(t, (one) => 1 / (steps * p[one])) };
    },
    learn(schedule, random, t, losses) {
      const seen = seenIn(random, expectDiscrete(schedule, "Importance sampling of t").steps);
      for (let i = 0; i < t.length; i++) {
        const last = seen[t[i]];
        last.push(losses[i]);
        if (last.length > history) last.shift();
      }
    },
  };
}

/** How likely each t is. */
export function probabilities(
  seen: readonly (readonly number[])[],
  history: number,
  uniform: number,
): Float64Array {
  const steps = seen.length;
  const size = Float64Array.from(seen, (losses) =>
    Math.sqrt(losses.reduce((sum, loss) => sum + loss * loss, 0) / history),
  );
  const total = size.reduce((a, b) => a + b, 0);
  if (total === 0 || seen.some((losses) => losses.length < history)) return size.fill(1 / steps);
  return size.map((s) => (1 - uniform) * (s / total) + uniform / steps);
}

function drawFrom(p: Float64Array, chances: ArrayLike<number>): Int32Array {
  let sum = 0;
  const upTo = p.map((one) => (sum += one));
  return Int32Array.from(chances, (chance) => {
    // The first t whose sum passes the chance.
    let [low, high] = [0, p.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (upTo[middle] > chance * sum) high = middle;
      else low = middle + 1;
    }
    return low;
  });
}
