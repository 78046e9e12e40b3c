import type { MimeBundle } from "../../../protocol/host.ts";
import type { Tensor } from "../../core/tf.ts";
import type { Gaussian } from "../../diffusion/index.ts";
import type { Model } from "../../networks/index.ts";
import type { NoiseSchedule } from "../../schedules/index.ts";
import { hues } from "../../display/pictures/canvas.ts";
import { curves } from "../../display/pictures/curve.ts";
import { decimal } from "../../display/text.ts";
import { samplesPicture } from "./samples-picture.ts";
import { picturedTable } from "../../display/pictured-table.ts";

/** A variant that has been trained. */
export interface Variant {
  readonly diffusion: Gaussian<NoiseSchedule>;
  /** The trained network; yours to dispose. */
  readonly model: Model;
  /** Its own loss at every step. */
  readonly losses: Float32Array;
  /** Mean squared error of eps now and then: one quantity for all variants, at the same levels of noise. */
  readonly epsError: { readonly steps: readonly number[]; readonly values: readonly number[] };
  /** What all were measured by in the end, under its title. */
  readonly measured: Readonly<Record<string, number>>;
  /** Samples [B, ...] from the same noise for all; yours to dispose. */
  readonly samples: Tensor;
  /** Seconds of training. */
  readonly seconds: number;
}

/** A variant as far as it has come. */
export interface Row {
  readonly name: string;
  readonly state: string;
  readonly epsError: Variant["epsError"];
  readonly done?: Variant;
  /** Why it has failed. */
  readonly fault?: string;
}

/** Steps over which the loss in the table is averaged: a single batch's says little. */
const lastSteps = 100;

/** The variants side by side as a table, with the course of their common error and their samples. */
export async function comparisonBundle(
  rows: readonly Row[],
  titles: readonly string[],
  { data, steps, samples }: { data: Tensor; steps: number; samples: number },
): Promise<MimeBundle> {
  const png = rows.some(({ epsError }) => epsError.steps.length > 1)
    ? curves(rows.map(({ epsError }, i) => ({ ...epsError, colour: hues[i % hues.length] })))
    : null;
  const warnings = rows.flatMap(({ name, fault }) =>
    fault === undefined ? [] : `${name} has failed. ${fault}`,
  );
  const head = ["", "variant", "state", "its own loss", ...titles, "seconds"];
  const table = rows.map(({ name, state, done }, i) => {
    const last = done?.losses.slice(-lastSteps);
    const loss = last && last.reduce((a, b) => a + b, 0) / last.length;
    return {
      colour: hues[i % hues.length],
      cells: [
        name,
        state,
        loss === undefined ? "" : decimal(loss),
        ...titles.map((title) => (done ? decimal(done.measured[title]) : "")),
        done ? done.seconds.toFixed(1) : "",
      ],
    };
  });
  const picture = await samplesPicture(
    rows.map(({ done }) => done?.samples ?? null),
    data,
    samples,
  );
  // Time may have ended all of them before their steps did.
  const ended = rows.every(({ done }) => done);
  const reached = Math.max(1, ...rows.map(({ epsError }) => epsError.steps.at(-1) ?? 0));
  const chart = {
    caption: "Error of eps by step",
    to: ended ? reached : Math.max(steps, reached),
    lines: rows.map(({ epsError }) => epsError),
    png,
  };
  const caption = "Samples of the variants from the same noise, in the table's order";
  return picturedTable(
    { title: "Variants", head, rows: table, warnings, charts: [chart] },
    picture ? [{ png: picture, caption }] : [],
  );
}
