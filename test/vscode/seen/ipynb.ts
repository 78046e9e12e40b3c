// Notebooks as the tests write and read them.
import { stripVTControlCharacters } from "node:util";

export interface Output {
  output_type: string;
  data?: Record<string, unknown>;
  text?: string | string[];
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

export interface Cell {
  cell_type: "code" | "markdown";
  source: string | string[];
  execution_count?: number | null;
  outputs?: Output[];
}

export interface Ipynb {
  cells: Cell[];
  metadata: Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

/** The text of a notebook with these code cells, as Noisebook would save it before the first run. */
export function ipynb(sources: string[], language = "typescript"): string {
  const cells = sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index}`,
    metadata: {},
    execution_count: null,
    outputs: [],
    source: source.split(/(?<=\n)/),
  }));
  const kernelspec =
    language === "typescript"
      ? { display_name: "Noisebook (TypeScript)", language, name: "noisebook" }
      : { display_name: "Python 3", language, name: "python3" };
  return JSON.stringify(
    { cells, metadata: { kernelspec, language_info: { name: language } }, nbformat: 4, nbformat_minor: 5 },
    null,
    1,
  );
}

export const parse = (text: string): Ipynb => JSON.parse(text) as Ipynb; // written by VS Code's own serializer

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export const codeCells = (notebook: Ipynb): Cell[] =>
  notebook.cells.filter((cell) => cell.cell_type === "code");

const joined = (value: unknown): string =>
  Array.isArray(value) ? value.join("") : typeof value === "string" ? value : "";

/** All text a cell put out: printed, shown and thrown, without terminal colours. */
export function textOf(cell: Cell): string {
  const parts = (cell.outputs ?? []).flatMap(({ text, data, ename, evalue, traceback }) => [
    joined(text),
    joined(data?.["text/plain"]),
    [ename, evalue].filter(Boolean).join(": "),
    (traceback ?? []).join("\n"),
  ]);
  return stripVTControlCharacters(parts.filter(Boolean).join("\n"));
}
