import { mcseMean } from "../../diagnostics/index.ts";
import { mean, variance } from "../../diagnostics/chains.ts";
import { withError } from "../../../display/table.ts";
import type { Stream } from "../../../random/index.ts";
import { toVar } from "../../vars/index.ts";
import type { Family } from "../guides/guide.ts";
import type { Path } from "./path.ts";

/** Whether a fit has come to rest, as its last two quarters tell. */
export interface Convergence {
  readonly converged: boolean;
  /**
   * How far draws of the same noise went from the mean of the third quarter's parameters to that of the fourth's: root mean
   * square, in standard deviations of the number that went furthest. Of a point it is the distance itself. NaN of too short a
   * path.
   */
  readonly moved: number;
  /**
   * How far it would still go if it went on as it does: of a path that leads straight on, up to 1000 such ways at the learning
   * rate of before, by how much shorter they become; else `moved`.
   */
  readonly toGo: number;
  /** How much the ELBO rose from the third quarter's mean to the fourth's, in nats, and that difference's error. */
  readonly rise: number;
  readonly riseSe: number;
  /** All of this in words. */
  readonly words: string;
}

/** What may be left to go, in standard deviations, and to rise, in nats. */
const [far, high] = [0.1, 0.1];
/** Ways of a steady crawl, of which nobody knows how many there would be. */
const most = 1000;

/**
 * Judges a path by the guide that it leads to, not by its parameters, which may change without it. After Dhaka et al.
 * (2009.00666), who average the parameters once they are stationary, and Welandawe et al. (2203.15945), who compare such
 * averages.
 */
export function convergenceOf(
  family: Family,
  { path, clock, elbos }: { path: Path; clock: Path; elbos: readonly number[] },
  random: Stream,
): Convergence {
  const quarters = (of: Path) => [1, 2, 3].map((i) => of.mean(i / 4, (i + 1) / 4));
  const [second, third, fourth] = quarters(path);
  const [early, middle, last] = quarters(clock).map((time) => time?.[0] ?? NaN);
  const quarter = Math.floor(elbos.length / 4);
  if (!second || !third || !fourth || quarter < 4)
    return {
      converged: false,
      moved: NaN,
      toGo: NaN,
      rise: NaN,
      riseSe: NaN,
      words: `not judged: ${elbos.length} steps are too few`,
    };
  const moved = distance(family, third, fourth, random);
  // Smaller steps go less far: ways are set against those that the learning rate would have taken straight on.
  const slowing = (middle - early) / (last - middle);
  const share = ratio(second, third, fourth) * slowing;
  const ahead = share < 1 ? Math.min(most, share / (1 - share)) : most;
  const toGo = straightness(path) > straight ? Math.max(moved, moved * slowing * ahead) : moved;
  const late = elbos.slice(-quarter);
  const before = elbos.slice(-2 * quarter, -quarter);
  const known = [...late, ...before].every(Number.isFinite);
  const rise = mean(late) - mean(before);
  const riseSe = known ? Math.hypot(mcseMean([late]), mcseMean([before])) : NaN;
  const rises = !(rise < high) && !(rise < 3 * riseSe);
  const converged = toGo <= far && known && !rises;
  const way = Number(moved.toPrecision(2));
  const figures = `over the last quarter of ${elbos.length.toLocaleString("en")} steps no number moved by more than ${way}${family.point ? "" : " standard deviations"}, and the ${family.point ? "log density" : "ELBO"} by ${withError(rise, riseSe)} nats`;
  const advice =
    rises || toGo > 2 * moved
      ? "take more steps, or raise learningRate"
      : "the steps are too noisy: lower learningRate, or take more steps or particles";
  return {
    converged,
    moved,
    toGo,
    rise,
    riseSe,
    words: converged ? `converged: ${figures}` : `not converged: ${figures}; ${advice}`,
  };
}

/** How much of the way from second to third the way from third to fourth goes on: 1 of a steady crawl, 0 of noise. */
function ratio(second: Float64Array, third: Float64Array, fourth: Float64Array): number {
  let along = 0;
  let square = 0;
  for (let i = 0; i < third.length; i++) {
    const before = third[i] - second[i];
    along += before * (fourth[i] - third[i]);
    square += before * before;
  }
  return square === 0 ? 0 : along / square;
}

/** Windows of the last half, and the share of the way between them that leads on of a path with one direction. */
const [windows, straight] = [8, 0.9];

/** The distance from the first window's mean to the last one's over the way between all: 1 of a line, little of noise. */
function straightness(path: Path): number {
  const places = Array.from({ length: windows }, (_, i) =>
    path.mean((windows + i) / (2 * windows), (windows + i + 1) / (2 * windows)),
  ).filter((place) => place !== null);
  const apart = (a: Float64Array, b: Float64Array) =>
    Math.sqrt(a.reduce((sum, x, i) => sum + (x - b[i]) ** 2, 0));
  const way = places.slice(1).reduce((sum, place, i) => sum + apart(place, places[i]), 0);
  return way === 0 ? 0 : apart(places[0], places[places.length - 1]) / way;
}

const draws = 200;

/** The largest of all numbers: of draws of the same noise, their distance over the deviation, root mean square. */
function distance(family: Family, from: Float64Array, to: Float64Array, random: Stream): number {
  if (family.point) return from.reduce((most, x, i) => Math.max(most, Math.abs(x - to[i])), 0);
  const [before, after] = [toVar(from), toVar(to)];
  const pairs = Array.from({ length: draws }, () => {
    const eps = random.normal64(family.noise);
    return [family.draw(before, eps).z.value, family.draw(after, eps).z.value];
  });
  let furthest = 0;
  for (let i = 0; i < family.dim; i++) {
    const square = mean(pairs.map(([a, b]) => (a[i] - b[i]) ** 2));
    furthest = Math.max(furthest, Math.sqrt(square / variance(pairs.map(([, b]) => b[i]))));
  }
  return furthest;
}
