import { h } from "../dom/element.ts";

/** What has no viewer of ours: a picture, a page without scripts, or text. */
export function fallback(mime: string, text: string): HTMLElement {
  if (mime === "image/svg+xml") return picture(`data:${mime};charset=utf-8,${encodeURIComponent(text)}`);
  if (mime.startsWith("image/")) return picture(`data:${mime};base64,${text.replace(/\s/g, "")}`);
  if (mime === "text/html") return page(text);
  return h("pre", { class: "nb-panel-text" }, text);
}

/** As an image even SVG runs no script. */
const picture = (src: string): HTMLElement =>
  h("img", { class: "nb-panel-picture", src, alt: "Output of the cell" });

/** A frame that may do nothing: no scripts, no forms, no way to this page. */
function page(text: string): HTMLElement {
  const frame = h("iframe", { class: "nb-panel-page", sandbox: "", title: "Output of the cell" });
  frame.srcdoc = text;
  return frame;
}
