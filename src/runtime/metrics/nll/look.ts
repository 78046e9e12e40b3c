import type { MimeBundle } from "../../../protocol/host.ts";
import { tableBundle, withError } from "../../display/table.ts";
import { count } from "../../display/text.ts";
import type { Nll } from "./nll.ts";

/** Likelihoods by their names as a table. An upper bound has "≤" before it: the cost itself is at most that. */
export function nllBundle(all: Readonly<Record<string, Nll>>): MimeBundle {
  const named = Object.keys(all).some((name) => name);
  const rows = Object.entries(all).map(([name, { kind, of, nats, bitsPerDim, error, examples, how }]) => {
    const sign = kind === "upper bound" ? "≤ " : kind === "exact" ? "" : "≈ ";
    const figure = (value: number, off: number | undefined) => sign + withError(value, off ?? 0);
    return [
      ...(named ? [name] : []),
      how,
      figure(bitsPerDim, error?.bitsPerDim),
      figure(nats, error?.nats),
      kind,
      of ?? "–",
      count(examples.length),
    ];
  });
  const heads = [...(named ? [""] : []), "how", "bits/dim", "nats", "what it is", "of a", "examples"];
  const kinds = new Set(Object.values(all).flatMap(({ of }) => of ?? []));
  const warnings = [
    ...(kinds.size > 1
      ? ["Densities and probabilities are not to be compared: bits/dim of a density shift with the units"]
      : []),
    ...new Set(Object.values(all).flatMap((one) => one.warnings)),
  ];
  return tableBundle({ warnings, heads, rows });
}
