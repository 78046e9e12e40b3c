import { claimMime, type Claim as Payload } from "../../protocol/claim.ts";
import type { MimeBundle } from "../../protocol/host.ts";
import { patternText } from "./pattern.ts";
import type { Claim, ErrorAt } from "./result.ts";
import {
  detailText,
  errorText,
  howText,
  placeText,
  pointsText,
  pointTexts,
  valueTexts,
  verdictText,
} from "./text.ts";

/** A claim for its viewer, as Markdown, and as lines of text. */
export function claimBundle(claim: Claim): MimeBundle {
  return {
    [claimMime]: payloadOf(claim),
    "text/markdown": markdown(claim),
    "text/plain": plain(claim),
  };
}

function payloadOf(claim: Claim): Payload {
  const { latex, holds, measure, axis, errors, worst, over } = claim;
  return {
    version: 1,
    latex,
    holds,
    verdict: verdictText(claim),
    detail: detailText(claim),
    axis,
    unit: measure.unit,
    limit: measure.limit,
    errors: errors.map(({ at, error }) => ({ at, error: finite(error) })),
    worst: {
      at: errors.indexOf(worst),
      place: placeText(claim, worst),
      point: pointTexts(claim),
      pattern: patternText(worst.pattern),
      rows: worst.around.map((one) => {
        const [left, right] = valueTexts(one);
        const difference = errorText(Math.abs(one.left - one.right), { ...measure, unit: "relative" });
        const sign = one.left < one.right && difference !== "0" ? "-" : "";
        return {
          element: one.element,
          left,
          right,
          difference: Number.isFinite(one.left - one.right)
            ? sign + difference
            : String(one.left - one.right),
          worst: one.element === worst.element,
        };
      }),
    },
    evaluated: pointsText(claim),
    over: over.map(([name, text]) => [name, text]),
    how: howText(claim),
  };
}

/** JSON has no infinity. */
const finite = (error: number): number | null => (Number.isFinite(error) ? error : null);

/** Rows of a table: the first ones, the last ones, and the worst. */
const mostRows = 12;

function rowsOf({ errors, worst }: Claim): readonly ErrorAt[] {
  if (errors.length <= mostRows) return errors;
  const step = (errors.length - 1) / (mostRows - 2);
  const kept = new Set(Array.from({ length: mostRows - 1 }, (_, k) => Math.round(k * step)));
  return errors.filter((one, k) => kept.has(k) || one === worst);
}

function markdown(claim: Claim): string {
  const { latex, axis, measure } = claim;
  const table =
    axis === null
      ? []
      : [
          `| ${axis} | largest error |`,
          "| ---: | ---: |",
          ...rowsOf(claim).map(({ at, error }) => `| ${escape(at)} | ${errorText(error, measure)} |`),
          "",
        ];
  return [
    `$$\n${latex.trim()}\n$$`,
    "",
    `**${verdictText(claim)}**: ${detailText(claim)}`,
    "",
    ...table,
    footer(claim),
  ].join("\n");
}

const escape = (text: string): string => text.replace(/[|\\]/g, "\\$&");

function plain(claim: Claim): string {
  const { latex, axis, measure } = claim;
  const rows = axis === null ? [] : rowsOf(claim);
  const width = Math.max(axis?.length ?? 0, ...rows.map(({ at }) => at.length));
  return [
    `${verdictText(claim)}: ${detailText(claim)}`,
    latex.trim(),
    ...(axis === null ? [] : [`${axis.padStart(width)}  largest error`]),
    ...rows.map(({ at, error }) => `${at.padStart(width)}  ${errorText(error, measure)}`),
    footer(claim),
  ].join("\n");
}

const footer = (claim: Claim): string =>
  [pointsText(claim), ...claim.over.map(([name, text]) => `${name} ${text}`), howText(claim)].join("; ");
