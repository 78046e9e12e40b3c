import { displaySymbol, type MimeBundle } from "../../../protocol/host.ts";
import type { Measure } from "./measures/measure.ts";
import type { Memorisation } from "./memorisation.ts";

/** What a report is of and how it was made. */
export interface ReportAbout {
  readonly extractor: string;
  readonly range: readonly [number, number] | null;
  readonly samples: { readonly count: number; readonly shape: readonly number[] };
  readonly reference: { readonly count: number; readonly shape: readonly number[] };
  readonly training: { readonly count: number } | null;
  readonly seed: number;
  readonly bootstrap: number;
  readonly level: number;
  readonly versions: { readonly noisebook: string; readonly node: string; readonly backend: string };
}

/** A report on samples: see `evaluate`. */
export interface Report {
  readonly about: ReportAbout;
  readonly measures: readonly Measure[];
  /** By pixels and by features, where a training set was given and both are there. */
  readonly memorisation: readonly Memorisation[];
  /** What speaks against trusting it, in words. */
  readonly warnings: readonly string[];
  /** A measure by its name. Throws a RangeError where there is none. */
  readonly measure: (name: string) => Measure;
  /** All of it but the pictures, as JSON.stringify takes it. */
  readonly toJSON: () => object;
  /** Writes that to a file; what stood there stays whole until the new one is. */
  readonly write: (path: string | URL) => Promise<void>;
  [displaySymbol](): MimeBundle;
}

/** The report as plain data. */
export function plainReport({
  about,
  measures,
  memorisation,
  warnings,
}: Omit<Report, "toJSON" | "write" | "measure" | symbol>): object {
  return {
    kind: "noisebook report",
    version: 1,
    ...about,
    measures,
    memorisation: memorisation.map(({ nearest, ...rest }) => ({
      ...rest,
      nearest: { index: Array.from(nearest.index), distance: Array.from(nearest.distance) },
    })),
    warnings,
  };
}
