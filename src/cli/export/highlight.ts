import hljs from "highlight.js/lib/common";
import { escapeHtml } from "../../page/index.ts";

/** Code as HTML, its words in classes of highlight.js; a language that it does not know stays plain. */
export function highlight(code: string, language: string): string {
  if (!hljs.getLanguage(language)) return escapeHtml(code);
  return hljs.highlight(code, { language, ignoreIllegals: true }).value;
}
