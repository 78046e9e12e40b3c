import type { MimeBundle } from "../../protocol/host.ts";
import { tableBundle } from "../display/table.ts";

/** Quantities by their names, under a title and below what speaks against them. */
export const namedRows = (
  title: string,
  rows: readonly (readonly [string, string])[],
  warnings: readonly string[] = [],
): MimeBundle => tableBundle({ title, warnings, heads: ["quantity", "value"], rows });
