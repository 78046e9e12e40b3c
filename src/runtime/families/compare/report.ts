import type { MimeBundle } from "../../../protocol/host.ts";
import type { Tensor } from "../../core/tf.ts";
import { hues } from "../../display/pictures/canvas.ts";
import { withError } from "../../display/table.ts";
import { count, decimal } from "../../display/text.ts";
import { samplesPicture } from "../../training/compare/samples-picture.ts";
import { picturedTable } from "../../display/pictured-table.ts";
import type { FamilyResult } from "./result.ts";

/** A family as far as it has come. */
export interface Row {
  readonly name: string;
  readonly state: string;
  readonly done?: FamilyResult;
}

/** The families side by side as a table over their samples. Images cost bits for each number, points nats for each. */
export async function report(rows: readonly Row[], data: Tensor, samples: number): Promise<MimeBundle> {
  const images = data.rank === 4;
  const modes = rows.some(({ done }) => done?.modes);
  const states = rows.some(({ done }) => !done);
  const head = [
    "",
    "family",
    ...(states ? ["state"] : []),
    images ? "−log2 p(x), bits/dim" : "−ln p(x), nats",
    "precision",
    "recall",
    "density",
    "coverage",
    ...(modes ? ["modes", "within 3 sd"] : []),
    "steps",
    "training, s",
    `${count(samples)} samples, s`,
    "weights",
  ];
  const table = rows.map(({ name, state, done }, i) => ({
    colour: hues[i % hues.length],
    cells: [
      name,
      ...(states ? [state] : []),
      ...(done ? cells(done, images, modes) : head.slice(3).map(() => "")),
    ],
  }));
  const picture = await samplesPicture(
    rows.map(({ done }) => done?.samples ?? null),
    data,
    samples,
  );
  const caption = "Samples of the families, in the table's order";
  return picturedTable({ title: "Families", head, rows: table }, picture ? [{ png: picture, caption }] : []);
}

function cells(done: FamilyResult, images: boolean, withModes: boolean): string[] {
  const { trained, likelihood, neighbours, modes, seconds } = done;
  const share = (value: number): string => value.toFixed(2);
  return [
    likelihood ? cost(likelihood, images) : "not known",
    ...[neighbours.precision, neighbours.recall, neighbours.density, neighbours.coverage].map(share),
    ...(withModes ? [modes ? `${modes.hit} of ${modes.modes}` : "", modes ? share(modes.quality) : ""] : []),
    count(trained.steps),
    seconds.train.toFixed(1),
    seconds.sample.toFixed(2),
    count(trained.size),
  ];
}

/** A bound on the likelihood from below is one on this from above. */
function cost(likelihood: NonNullable<FamilyResult["likelihood"]>, images: boolean): string {
  const { kind, nats, bitsPerDim, error } = likelihood;
  const [value, scale] = images ? [bitsPerDim, bitsPerDim / nats] : [nats, 1];
  const figure = error === null ? decimal(value) : withError(value, Math.abs(error * scale));
  return kind === "exact" ? figure : `≤ ${figure}`;
}
