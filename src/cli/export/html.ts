import { documentOf, type Assets } from "../../page/index.ts";
import { languageOf, sourceOf, type Cell, type Notebook } from "../notebook.ts";
import { attachedImages } from "./attached-images.ts";
import { formulaStyles } from "./formula-styles.ts";
import { highlight } from "./highlight.ts";
import { htmlOutput } from "./html-output.ts";
import type { Images } from "./local-images.ts";
import { markdown } from "./markdown.ts";
import { outputsOf } from "./saved.ts";

/** The notebook as one page that needs no server and no network, and whose only script is ours. */
export function toHtml(notebook: Notebook, fileName: string, images: Images, assets: Assets): string {
  const body = notebook.cells.map((cell, index) => cellHtml(cell, index, notebook, images)).join("\n");
  const mimes = notebook.cells.flatMap((cell, index) => mimesOf(cell, index));
  const title = titleOf(notebook) ?? fileName;
  return documentOf({ title, name: fileName, body, styles: formulaStyles(body, assets), mimes }, assets);
}

function cellHtml(cell: Cell, index: number, notebook: Notebook, images: Images): string {
  const source = sourceOf(cell);
  if (cell.cell_type === "markdown") {
    return `<section class="prose">${markdown(source, attachedImages(cell, images))}</section>`;
  }
  const language = cell.cell_type === "code" ? languageOf(cell, notebook) : "";
  const code = source.trim()
    ? `<pre class="code"><code>${highlight(source.trimEnd(), language)}</code></pre>`
    : "";
  const outputs = cell.cell_type === "code" ? outputsOf(cell, index) : [];
  const shown = outputs.map((output) => htmlOutput(output, images)).filter(Boolean);
  const below = shown.length ? `\n<div class="outputs">${shown.join("\n")}</div>` : "";
  return code || below ? `<section class="cell">${code}${below}</section>` : "";
}

const mimesOf = (cell: Cell, index: number): string[] =>
  cell.cell_type !== "code"
    ? []
    : outputsOf(cell, index).flatMap((output) => ("data" in output ? Object.keys(output.data) : []));

/** The first heading of the first level. */
function titleOf(notebook: Notebook): string | null {
  for (const cell of notebook.cells.filter(({ cell_type }) => cell_type === "markdown")) {
    const heading = /^#\s+(.+)$/m.exec(sourceOf(cell));
    if (heading) return heading[1].replace(/[*_`$]/g, "").trim();
  }
  return null;
}
