import { readFile } from "node:fs/promises";
import * as v from "valibot";

/** nbformat 4 as far as running a notebook needs it. Whatever else a file holds is kept as it is. */
const Source = v.union([v.string(), v.array(v.string())]);
const Cell = v.looseObject({
  cell_type: v.string(),
  source: Source,
  id: v.optional(v.string()),
  metadata: v.optional(
    v.looseObject({
      tags: v.optional(v.array(v.string())),
      vscode: v.optional(v.looseObject({ languageId: v.optional(v.string()) })),
    }),
  ),
});
const Notebook = v.looseObject({
  nbformat: v.number(),
  nbformat_minor: v.optional(v.number()),
  cells: v.array(Cell),
  metadata: v.optional(
    v.looseObject({
      kernelspec: v.optional(v.looseObject({ language: v.optional(v.string()) })),
      language_info: v.optional(v.looseObject({ name: v.optional(v.string()) })),
    }),
  ),
});
export type Notebook = v.InferOutput<typeof Notebook>;
export type Cell = v.InferOutput<typeof Cell>;

/** The file cannot be run as a notebook; the message says why and what to do. */
export class NotebookProblem extends Error {
  override name = "NotebookProblem";
}

export async function readNotebook(file: string): Promise<Notebook> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "ENOENT") throw new NotebookProblem("there is no such file.");
    if (code === "EISDIR") throw new NotebookProblem("it is a folder. Name an .ipynb file in it.");
    throw new NotebookProblem(`it cannot be read (${String(code)}).`);
  });
  return parseNotebook(text);
}

export function parseNotebook(text: string): Notebook {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new NotebookProblem(
      `it is not a notebook: its text is not JSON (${(error as SyntaxError).message}).`,
    );
  }
  const parsed = v.safeParse(Notebook, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new NotebookProblem(
      `it is JSON but not a notebook: at ${v.getDotPath(issue) ?? "its top"}, ${issue.message}.`,
    );
  }
  if (parsed.output.nbformat < 4) {
    throw new NotebookProblem(
      `it has notebook format ${parsed.output.nbformat}; open and save it in Jupyter or VS Code to get format 4.`,
    );
  }
  return parsed.output;
}

/** The notebook as Jupyter writes it: one space of indentation and a newline at the end. */
export const writeNotebook = (notebook: Notebook): string => `${JSON.stringify(notebook, null, 1)}\n`;

export const sourceOf = ({ source }: Cell): string => (typeof source === "string" ? source : source.join(""));

/** Whether Jupyter's tools would find this tag on the cell. */
export const hasTag = ({ metadata }: Cell, tag: string): boolean => metadata?.tags?.includes(tag) ?? false;

/** A cell's language: its own where VS Code has noted one, else the notebook's. */
export function languageOf(cell: Cell, { metadata }: Notebook): string {
  const language =
    cell.metadata?.vscode?.languageId ??
    metadata?.language_info?.name ??
    metadata?.kernelspec?.language ??
    "typescript";
  return language.toLowerCase();
}
