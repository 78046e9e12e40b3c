import type { MimeBundle } from "../../../protocol/host.ts";
import { count, decimal } from "../../display/text.ts";
import { placesOf, withPlaces } from "../../display/table.ts";
import { picturedTable } from "../../display/pictured-table.ts";
import type { Interval } from "./interval.ts";
import type { Measure } from "./measures/measure.ts";
import type { Memorisation } from "./memorisation.ts";
import type { Report } from "./result.ts";

type Plain = Pick<Report, "about" | "measures" | "memorisation" | "warnings">;

const arrows = { lower: "↓ lower", higher: "↑ higher", "near 1": "near 1" };

/** A report as a table over the pictures of nearest neighbours, with what is to be known of it in words. */
export function reportBundle(
  { about, measures, memorisation, warnings }: Plain,
  picture: string | null,
): MimeBundle {
  const percent = `${Number((100 * about.level).toPrecision(3))} %`;
  const head = [
    "",
    "measure",
    "value",
    ...(about.bootstrap ? [`${percent} interval`] : []),
    "better",
    "samples",
  ];
  const rows = [
    ...measures.map((measure) => rowOf(measure, about.bootstrap > 0)),
    ...memorisation.flatMap((one) => memorisedRows(one, about)),
  ];
  const lines = [
    `${count(about.samples.count)} samples beside ${count(about.reference.count)} of the reference, seen by: ${about.extractor}; seed ${about.seed}`,
    ...(about.bootstrap ? intervalLines(measures, about.bootstrap) : []),
  ];
  const byFeatures = memorisation.length > 1 ? ", and the one by features below it" : "";
  const caption = `The samples nearest to the training set; below each its nearest training example by pixels${byFeatures}`;
  return picturedTable(
    { title: "Measures", head, rows: rows.map((cells) => ({ cells })), warnings, lines },
    picture ? [{ png: picture, caption }] : [],
  );
}

/** What intervals are of, and where resampling itself moves a measure. */
function intervalLines(measures: readonly Measure[], resamples: number): string[] {
  const moved = measures.filter(
    ({ interval, shift }) => interval && Math.abs(shift!) > 0.2 * (interval.high - interval.low),
  );
  const stay = measures.filter(({ resampled }) => resampled.includes("balls stay")).map(({ name }) => name);
  const none = measures.filter(({ interval }) => !interval);
  return [
    `Intervals: ${count(resamples)} bootstrap resamples of samples and reference${stay.length ? ` (of ${stay.join(", ")} of the points that are counted: the balls stay)` : ""}. They are of as many samples as these, and say nothing of a measure's bias by their number`,
    ...(moved.length
      ? [
          `Few samples bias ${moved.map(({ name, shift }) => `${name} (resamples lie ${decimal(Math.abs(shift!))} ${shift! > 0 ? "above" : "below"} it)`).join(", ")}: these intervals have been moved back by that`,
        ]
      : []),
    ...none.map(({ name, resampled }) => `${name} has no interval. Drawn again was ${resampled}`),
  ];
}

function rowOf({ name, value, interval, better, counts }: Measure, withInterval: boolean): string[] {
  const of = counts.flatMap((n) => (n === null ? [] : [count(n)])).join(" and ");
  return [name, ...figures(value, interval, withInterval), arrows[better], of];
}

/** As many places as show the interval's width to a part in ten or so. */
function figures(value: number, interval: Interval | null, withInterval: boolean): string[] {
  const places = interval ? placesOf((interval.high - interval.low) / 4) : null;
  const own = places === null ? decimal(value) : withPlaces(value, places);
  if (!withInterval) return [own];
  return [
    own,
    interval ? `${withPlaces(interval.low, places)} to ${withPlaces(interval.high, places)}` : "–",
  ];
}

function memorisedRows(
  { by, ratio, ratioInterval, near, nearInterval }: Memorisation,
  { bootstrap, samples, training }: Report["about"],
): string[][] {
  const of = `${count(samples.count)} and ${count(training!.count)}`;
  return [
    [
      `${by}: distance to training ÷ held out’s`,
      ...figures(ratio, ratioInterval, bootstrap > 0),
      "near 1",
      of,
    ],
    [`${by}: nearer than 95 % of held out`, ...figures(near, nearInterval, bootstrap > 0), "near 0.05", of],
  ];
}
