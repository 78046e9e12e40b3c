import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** A tutorial as it stands in notebooks/. */
export interface Notebook {
  readonly name: string;
  readonly cells: readonly Cell[];
}

export interface Cell {
  readonly id: string;
  readonly cell_type: "code" | "markdown";
  readonly source: string | string[];
  readonly execution_count?: number | null;
  readonly outputs?: readonly Output[];
}

export interface Output {
  readonly output_type: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly text?: string | string[];
}

export const folder = path.resolve("notebooks");

export const tutorials: readonly Notebook[] = readdirSync(folder)
  .filter((name) => name.endsWith(".ipynb"))
  .map((name) => ({ ...(JSON.parse(readFileSync(path.join(folder, name), "utf8")) as Notebook), name }));

export const textOf = (text: string | string[] | undefined): string =>
  typeof text === "string" ? text : (text ?? []).join("");

/** The exercise that a cell asks: that of a `check` with an answer that is still undefined. */
export function exerciseIn({ source }: Cell): string | null {
  const asked = /^const (\w+) = undefined;.*\n(?:.*\n)*check\("([\d.]+)", \1\)$/m.exec(textOf(source));
  return asked?.[2] ?? null;
}
