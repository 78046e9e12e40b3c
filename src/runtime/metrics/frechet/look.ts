import type { MimeBundle } from "../../../protocol/host.ts";
import { count, decimal } from "../../display/text.ts";
import { namedRows } from "../look.ts";
import type { FrechetDistance } from "./distance.ts";

type Numbers = Omit<FrechetDistance, "warnings" | symbol>;

/** A Fréchet distance as a small table. */
export function frechetBundle(
  { distance, meanPart, covariancePart, dim, counts, ranks, bias }: Numbers,
  warnings: readonly string[],
): MimeBundle {
  const pair = (of: readonly (number | null)[]) => of.map((x) => (x === null ? "?" : count(x))).join(" and ");
  return namedRows(
    "Fréchet distance",
    [
      ["distance", decimal(distance)],
      ["of the means", decimal(meanPart)],
      ["of the covariances", decimal(covariancePart)],
      ["bias, about", bias === null ? "?" : decimal(bias)],
      ["samples", pair(counts)],
      ["rank", `${pair(ranks)} of ${count(dim)}`],
    ],
    warnings,
  );
}
