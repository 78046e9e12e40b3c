import { stripVTControlCharacters } from "node:util";
import * as v from "valibot";
import { NotebookProblem, type Cell } from "../notebook.ts";

const Text = v.pipe(
  v.union([v.string(), v.array(v.string())]),
  v.transform((text) => (typeof text === "string" ? text : text.join(""))),
);

/** nbformat 4 stores text as lines or whole; here it is whole. */
const Saved = v.variant("output_type", [
  v.object({ output_type: v.literal("stream"), name: v.string(), text: Text }),
  v.object({
    output_type: v.picklist(["display_data", "execute_result"]),
    data: v.record(v.string(), v.unknown()),
  }),
  v.object({
    output_type: v.literal("error"),
    ename: v.string(),
    evalue: v.string(),
    traceback: v.array(v.string()),
  }),
]);
export type Saved = v.InferOutput<typeof Saved>;

/** What the cell had put out when the notebook was saved. Throws NotebookProblem with what is damaged. */
export function outputsOf(cell: Cell, index: number): Saved[] {
  const parsed = v.safeParse(v.optional(v.array(Saved), []), cell["outputs"]);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new NotebookProblem(
    `an output of cell ${index + 1} is damaged: at ${v.getDotPath(issue) ?? "its top"}, ${issue.message}.`,
  );
}

/** A text of a bundle; null where the bundle has none of this type. */
export function textIn(data: Record<string, unknown>, mime: string): string | null {
  const parsed = v.safeParse(Text, data[mime]);
  return parsed.success ? parsed.output : null;
}

/** The traceback, or what there is in its place. */
export const errorText = ({ ename, evalue, traceback }: Extract<Saved, { output_type: "error" }>): string =>
  traceback.join("\n") || `${ename}: ${evalue}`;

/** Text as a terminal leaves it: of a line that was drawn over, the last state. */
export const settled = (text: string): string => text.replace(/\r+\n/g, "\n").replace(/^.*\r(?=[^\n])/gm, "");

export const plain = (text: string): string => stripVTControlCharacters(settled(text));

/** Formats of pictures, richest first, with the ending of their files. */
export const pictures = [
  ["image/svg+xml", "svg"],
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
  ["image/gif", "gif"],
  ["image/webp", "webp"],
] as const;

export interface Picture {
  mime: string;
  extension: string;
  bytes: Buffer;
}

/** The picture of a bundle, if it has one. All but SVG are stored as base64. */
export function pictureIn(data: Record<string, unknown>): Picture | null {
  for (const [mime, extension] of pictures) {
    const text = textIn(data, mime);
    if (text)
      return { mime, extension, bytes: Buffer.from(text, mime === "image/svg+xml" ? "utf8" : "base64") };
  }
  return null;
}

export const dataUrl = ({ mime, bytes }: Picture): string =>
  `data:${mime};base64,${bytes.toString("base64")}`;
