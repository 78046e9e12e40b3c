import type { Pace } from "../../../protocol/host.ts";
import type { Parts } from "./payload.ts";
import { inPieces } from "./pieces.ts";
import type { Reader } from "./reader.ts";
import { mostAtFirst, sampleOf } from "./sample.ts";
import { readStatistics, statisticsOf, type Found } from "./statistics.ts";
import { bySample } from "./thinned.ts";

type ReadParts = Pick<Parts, "reduce" | "statistics" | "sampled">;

/** What a payload is made of until all is read: evenly spread values alone. */
export async function partsOfSample(reader: Reader) {
  const sample = await sampleOf(reader, mostAtFirst);
  return {
    reduce: bySample(reader),
    statistics: await statisticsOf(sample, [sample.length]),
    sampled: { of: sample.length, pending: true, found: { nan: 0, plusInf: 0, minusInf: 0 } },
  } satisfies ReadParts;
}

/** The same from all values; `found` is told again and again what is wrong with some of them. */
export async function partsOfAll(
  reader: Reader,
  pace: Pace,
  found: (found: Found) => void = () => undefined,
): Promise<ReadParts> {
  const statistics = await readStatistics(reader, { pace, found });
  return { reduce: inPieces(reader, pace), statistics, sampled: null };
}
