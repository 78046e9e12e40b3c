import { languageOf, sourceOf, type Notebook } from "../notebook.ts";
import { escapeHtml } from "../../page/index.ts";
import type { Exported } from "./exported.ts";
import {
  dataUrl,
  errorText,
  outputsOf,
  pictureIn,
  plain,
  textIn,
  type Picture,
  type Saved,
} from "./saved.ts";

/** Names a picture in the text: a file beside it, or the picture itself. */
type Place = (picture: Picture) => string;

/**
 * The notebook as Markdown: code and text in fences, pictures as files in `NAME_files` (within the text where there
 * is no name). HTML that a cell put out stays away: Markdown would run it.
 */
export function toMarkdown(notebook: Notebook, name: string | null): Exported {
  const files: Exported["files"] = [];
  const parts = notebook.cells.flatMap((cell, index) => {
    const source = sourceOf(cell).trimEnd();
    if (cell.cell_type === "markdown") return [source];
    if (cell.cell_type !== "code") return source ? [fenced(source, "")] : [];
    let count = 0;
    const place: Place = (picture) => {
      if (name === null) return dataUrl(picture);
      const file = `${name}_files/cell-${index + 1}${count++ ? `-${count}` : ""}.${picture.extension}`;
      files.push({ name: file, bytes: picture.bytes });
      return `<${file}>`;
    };
    const code = source ? [fenced(source, short(languageOf(cell, notebook)))] : [];
    return [...code, ...outputsOf(cell, index).map((output) => outputText(output, place))];
  });
  return { text: `${parts.filter(Boolean).join("\n\n")}\n`, files };
}

const short = (language: string): string =>
  ({ typescript: "ts", javascript: "js" })[language] ?? language.replace(/[^\w+-]/g, "");

function outputText(output: Saved, place: Place): string {
  if (output.output_type === "stream") return fenced(plain(output.text).trimEnd(), "text");
  if (output.output_type === "error") return fenced(plain(errorText(output)), "text");
  const { data } = output;
  const markdown = textIn(data, "text/markdown");
  if (markdown !== null) return markdown.replace(/<(?=[a-z/!?])/gi, "&lt;");
  const latex = textIn(data, "text/latex");
  if (latex !== null) return latex.replace(/</g, "\\lt ");
  const text = plain(textIn(data, "text/plain") ?? "").trimEnd();
  const picture = pictureIn(data);
  if (picture) return `![${alternative(text)}](${place(picture)})`;
  return text ? fenced(text, "text") : "";
}

/** A text that stands for a picture: one line, with nothing in it that Markdown would read. */
const alternative = (text: string): string =>
  escapeHtml(
    text
      .split("\n", 1)[0]
      .slice(0, 200)
      .replace(/[\\`*_[\]!]/g, "\\$&"),
  ) || "output";

/** In a fence that is longer than any within. */
function fenced(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
