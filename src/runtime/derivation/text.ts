import { count } from "../display/text.ts";
import type { Difference, Measure } from "./difference.ts";
import { patternText } from "./pattern.ts";
import type { Claim, ErrorAt } from "./result.ts";

/** "3.2e-2", or "12.4" standard errors. */
export function errorText(error: number, { unit }: Measure): string {
  if (error === Infinity || error === 0) return error === 0 ? "0" : "infinite";
  return unit === "relative" ? error.toExponential(1).replace(".0e", "e") : error.toFixed(1);
}

export const limitText = (measure: Measure): string =>
  measure.unit === "relative"
    ? `tolerance ${errorText(measure.limit, measure)}`
    : `at most ${measure.limit} standard errors`;

/** Both values with as many digits as it takes to see where they differ. */
export function valueTexts({ left, right }: Pick<Difference, "left" | "right">): [string, string] {
  const relative = Math.abs(left - right) / Math.max(Math.abs(left), Math.abs(right));
  const digits = relative > 0 ? Math.ceil(-Math.log10(relative)) + 2 : 6;
  const text = (value: number): string =>
    Number.isFinite(value) ? value.toPrecision(Math.min(Math.max(digits, 6), 17)) : String(value);
  return [text(left), text(right)];
}

/** Where the equation fails along the axis. */
export const failing = ({ errors, measure }: Claim): readonly ErrorAt[] =>
  errors.filter(({ error }) => error > measure.limit);

/** "Holds", "Fails at t = 1", "Fails at 3 of 4 values of t". */
export function verdictText(claim: Claim): string {
  if (claim.holds) return "Holds";
  const { axis, errors } = claim;
  if (axis === null) return "Fails";
  const failed = failing(claim);
  if (failed.length === 1) return `Fails at ${axis} = ${failed[0].at}`;
  const which = failed.length === errors.length ? "all" : `${count(failed.length)} of`;
  return `Fails at ${which} ${count(errors.length)} values of ${axis}`;
}

/** What stands behind the verdict. */
export function detailText(claim: Claim): string {
  const { axis, errors, worst, measure, holds } = claim;
  const failed = failing(claim).length;
  const at = axis === null || (!holds && failed === 1) ? "" : ` at ${axis} = ${worst.at}`;
  const unit = measure.unit === "relative" ? "" : " standard errors";
  const others = errors.length - 1;
  const rest =
    others === 1 ? `the other value of ${axis ?? ""}` : `the ${count(others)} other values of ${axis ?? ""}`;
  return (
    `largest error ${errorText(worst.error, measure)}${unit}${at}, ${limitText(measure)}` +
    (failed === 1 && others > 0 ? `; holds at ${rest}` : "")
  );
}

/** "mean[3] in draw 2 of 8". */
export function placeText({ draws }: Claim, { element, draw }: ErrorAt): string {
  const drawn = draws > 1 ? `draw ${draw + 1} of ${draws}` : "";
  return [element, drawn].filter(Boolean).join(" in ");
}

/** The variables at the worst point: numbers, and of arrays the entry where the error is. */
export function pointTexts({ worst }: Claim): [name: string, value: string][] {
  const place = /\[(\d+)\]$/.exec(worst.element);
  return Object.entries(worst.point).flatMap(([name, value]): [string, string][] => {
    if (typeof value === "number") return [[name, short(value)]];
    if (!place || !ArrayBuffer.isView(value) || !("length" in value)) return [];
    const i = Number(place[1]);
    return i < Number(value.length) ? [[`${name}[${i}]`, short((value as Float64Array)[i])]] : [];
  });
}

/** Enough to see what kind of number it is: all digits are in the claim itself. */
const short = (value: number): string => String(Number(value.toPrecision(6)));

/** What was evaluated. */
export const pointsText = ({ points, values }: Claim): string =>
  `${count(points)} ${points === 1 ? "point" : "points"}, ${count(values)} ${values === 1 ? "value" : "values"} compared`;

/** How it was measured. */
export function howText({ precision, measure, draws, seed, values, belowFloor }: Claim): string {
  const unit = measure.unit === "relative" ? "relative error" : "error in standard errors";
  const below = belowFloor
    ? `, ${belowFloor === values ? "all" : count(belowFloor)} values below the floor ${measure.floor} and measured by it`
    : "";
  return `${precision}, ${unit}, ${draws} ${draws === 1 ? "draw" : "draws"}, seed ${seed}${below}`;
}

/** A failure in a sentence or two. */
export function failureText(claim: Claim): string {
  const { worst } = claim;
  const [left, right] = valueTexts(worst);
  const place = placeText(claim, worst);
  const pattern = patternText(worst.pattern);
  const point = pointTexts(claim).map(([name, value]) => `${name} = ${value}`);
  return (
    `${verdictText(claim)}: ${detailText(claim)}. Left is ${left} and right is ${right}` +
    `${place ? ` at ${place}` : ""}${point.length ? `, where ${point.join(", ")}` : ""}` +
    (pattern === null ? "" : `; ${pattern}`)
  );
}
