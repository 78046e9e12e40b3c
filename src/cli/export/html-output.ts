import { escapeHtml, viewed, viewerElement } from "../../page/index.ts";
import { latex } from "./formulas.ts";
import { highlight } from "./highlight.ts";
import type { Images } from "./local-images.ts";
import { markdown } from "./markdown.ts";
import { dataUrl, errorText, pictureIn, textIn, type Saved } from "./saved.ts";
import { terminalText } from "./terminal-text.ts";

/** An output as HTML: data that is shown and never runs. */
export function htmlOutput(output: Saved, images: Images): string {
  switch (output.output_type) {
    case "stream":
      return `<pre class="text ${output.name === "stderr" ? "stderr" : ""}">${terminalText(output.text.trimEnd())}</pre>`;
    case "error":
      return `<pre class="text error" role="alert">${terminalText(errorText(output))}</pre>`;
    default:
      return bundle(output.data, images);
  }
}

function bundle(data: Record<string, unknown>, images: Images): string {
  const ours = viewed.find((mime) => mime in data);
  if (ours) return viewerElement(ours, data[ours], fallback(data));
  const text = textIn(data, "text/markdown");
  if (text !== null) return `<div class="prose">${markdown(text, images)}</div>`;
  const formula = textIn(data, "text/latex");
  if (formula !== null) return `<div class="prose">${latex(formula)}</div>`;
  return fallback(data);
}

/** A picture or else text, which every output should have: its HTML is code like any other. */
function fallback(data: Record<string, unknown>): string {
  const text = textIn(data, "text/plain");
  const picture = pictureIn(data);
  if (picture) {
    const alt = text?.split("\n", 1)[0].slice(0, 200) ?? "output";
    return `<img src="${dataUrl(picture)}" alt="${escapeHtml(alt)}">`;
  }
  if (text !== null) return text ? `<pre class="text">${terminalText(text)}</pre>` : "";
  const html = textIn(data, "text/html");
  if (html !== null) return `<pre class="text">${highlight(html, "xml")}</pre>`;
  const [[mime, value] = ["", null]] = Object.entries(data);
  if (!mime) return "";
  const shown = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  return `<pre class="text">${highlight(shown, "json")}</pre>`;
}
