import type { Assets } from "./assets.ts";
import { documentOf } from "./document.ts";
import { escapeHtml } from "./escape.ts";
import { viewed, viewerElement } from "./viewer-element.ts";

export interface OutputPage {
  title: string;
  mime: string;
  payload: unknown;
  /** A PNG in base64, seen where no script runs. */
  picture: string;
}

/** One output as a page with its viewer. Throws a RangeError for what none of ours shows. */
export function outputPage({ title, mime, payload, picture }: OutputPage, assets: Assets): string {
  if (!viewed.includes(mime)) throw new RangeError(`no viewer shows ${mime}`);
  // The picture comes from a web page: base64 and nothing else.
  const source = /^[A-Za-z0-9+/=]*$/.test(picture) ? `data:image/png;base64,${picture}` : "data:,";
  const fallback = `<img src="${source}" alt="${escapeHtml(title)}">`;
  const body = `<section class="cell"><div class="outputs">${viewerElement(mime, payload, fallback)}</div></section>`;
  return documentOf({ title, name: title, body, styles: "", mimes: [mime] }, assets);
}
