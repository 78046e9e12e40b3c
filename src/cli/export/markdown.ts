import { tex } from "@mdit/plugin-tex";
import MarkdownIt from "markdown-it";
import { escapeHtml } from "../../page/index.ts";
import { formula } from "./formulas.ts";
import { highlight } from "./highlight.ts";
import type { Images } from "./local-images.ts";

/**
 * Markdown as HTML, with formulas. HTML within it is shown and not obeyed, links lead to no script, and a picture that
 * is not at hand is a link to where it lies: the page itself asks no network.
 */
export function markdown(text: string, images: Images): string {
  const reader = new MarkdownIt({ html: false, linkify: true, highlight });
  reader.use(tex, { render: formula, allowInlineWithSpace: true });
  reader.renderer.rules.image = (tokens, index) => {
    const token = tokens[index];
    const source = token.attrGet("src") ?? "";
    const alt = token.content || "picture";
    const embedded = source.startsWith("data:") ? source : images(source);
    if (embedded) return `<img src="${escapeHtml(embedded)}" alt="${escapeHtml(alt)}">`;
    return `<a href="${escapeHtml(source)}">${escapeHtml(alt)}</a>`;
  };
  return reader.render(text);
}
