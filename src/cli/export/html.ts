import { createHash } from "node:crypto";
import { trainingMime } from "../../protocol/index.ts";
import { languageOf, sourceOf, type Cell, type Notebook } from "../notebook.ts";
import type { Assets } from "./assets.ts";
import { attachedImages } from "./attached-images.ts";
import { escapeHtml } from "./escape.ts";
import { formulaStyles } from "./formula-styles.ts";
import { highlight } from "./highlight.ts";
import { htmlOutput, viewed } from "./html-output.ts";
import type { Images } from "./local-images.ts";
import { markdown } from "./markdown.ts";
import { outputsOf } from "./saved.ts";

/**
 * The notebook as one page that needs no server and no network. Its only script is ours: the content policy names it
 * by its hash, so that nothing which a cell put out can run, whatever our escaping may have missed.
 */
export function toHtml(notebook: Notebook, fileName: string, images: Images, assets: Assets): string {
  const body = notebook.cells.map((cell, index) => cellHtml(cell, index, notebook, images)).join("\n");
  const mimes = notebook.cells.flatMap((cell, index) => mimesOf(cell, index));
  const script = scriptFor(mimes, assets);
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${createHash("sha256").update(script).digest("base64")}'`,
    // Formulas, the viewers and Plotly set styles of their own.
    "style-src 'unsafe-inline'",
    "img-src data: blob:",
    "font-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="noisebook">
<title>${escapeHtml(titleOf(notebook) ?? fileName)}</title>
<style>${formulaStyles(body, assets)}${assets.style}</style>
</head>
<body>
<header><span class="name">${escapeHtml(fileName)}</span>${themeButton}</header>
<main>
${body}
</main>
<script type="module">${script}</script>
</body>
</html>
`;
}

const themeButton =
  '<button class="theme" type="button" hidden><svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">' +
  '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" stroke-width="1.1"/>' +
  '<path d="M8 2a6 6 0 0 1 0 12z" fill="currentColor"/></svg></button>';

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

/** The smallest script that shows what is there: the plotting library alone is a megabyte. */
function scriptFor(mimes: readonly string[], { scripts }: Assets): string {
  const script = mimes.includes(trainingMime)
    ? scripts.viewers
    : mimes.some((mime) => viewed.includes(mime))
      ? scripts.trajectories
      : scripts.plain;
  // esbuild escapes such words in strings; left as they are, they would end the element or keep it from its end.
  if (/<\/?script/i.test(script)) throw new Error("the page's script would end its own element");
  return script;
}

/** The first heading of the first level. */
function titleOf(notebook: Notebook): string | null {
  for (const cell of notebook.cells.filter(({ cell_type }) => cell_type === "markdown")) {
    const heading = /^#\s+(.+)$/m.exec(sourceOf(cell));
    if (heading) return heading[1].replace(/[*_`$]/g, "").trim();
  }
  return null;
}
