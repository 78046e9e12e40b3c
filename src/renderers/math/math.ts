import { h } from "../dom/element.ts";

let toHtml: ((tex: string) => string) | null = null;

/** Loads the typesetter, a chunk of its own, and its fonts. Await it before the first formula is drawn. */
export async function loadMath(): Promise<void> {
  const katex = await import("./katex.ts");
  await katex.installFonts();
  toHtml = katex.toHtml;
}

/** A formula within text. Throws a ParseError where it is not TeX that KaTeX knows. */
export function math(tex: string): HTMLElement {
  if (!toHtml) throw new Error("a formula is drawn before loadMath has resolved");
  const element = h("span", { class: "nb-math" });
  element.innerHTML = toHtml(tex);
  return element;
}
