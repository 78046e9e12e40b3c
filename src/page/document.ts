import { createHash } from "node:crypto";
import type { Assets } from "./assets.ts";
import { escapeHtml } from "./escape.ts";
import { viewed, viewedByAll } from "./viewer-element.ts";

export interface Page {
  /** Of the window. */
  title: string;
  /** Over the page: the file that it was made of. */
  name: string;
  /** HTML, escaped where that is needed. */
  body: string;
  /** Style sheets besides the page's own. */
  styles: string;
  /** The mime types of its outputs, by which its script is chosen. */
  mimes: readonly string[];
}

/**
 * One page that needs no server and no network. Its only script is ours: the content policy names it by its hash, so that
 * nothing which a cell put out can run, whatever our escaping may have missed.
 */
export function documentOf({ title, name, body, styles, mimes }: Page, assets: Assets): string {
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
<title>${escapeHtml(title)}</title>
<style>${styles}${assets.style}</style>
</head>
<body>
<header><span class="name">${escapeHtml(name)}</span>${themeButton}</header>
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

/** The smallest script that shows what is there: the plotting library alone is a megabyte. */
function scriptFor(mimes: readonly string[], { scripts }: Assets): string {
  const script = mimes.some((mime) => viewedByAll.includes(mime))
    ? scripts.viewers
    : mimes.some((mime) => viewed.includes(mime))
      ? scripts.trajectories
      : scripts.plain;
  // esbuild escapes such words in strings; left as they are, they would end the element or keep it from its end.
  if (/<\/?script/i.test(script)) throw new Error("the page's script would end its own element");
  return script;
}
