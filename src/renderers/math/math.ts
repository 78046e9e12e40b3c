import { h } from "../dom/element.ts";

let toHtml: typeof import("./katex.ts").toHtml | null = null;

let loading: Promise<void> | null = null;

/**
 * Loads the typesetter, a chunk of its own, and its fonts. Await it before the first formula is drawn: a kind whose views
 * have formulas is loaded `withMath`.
 */
export async function loadMath(): Promise<void> {
  loading ??= load();
  try {
    await loading;
  } catch (error) {
    loading = null; // the next output tries again
    throw error;
  }
}

async function load(): Promise<void> {
  const katex = await import("./katex.ts");
  await katex.installFonts();
  toHtml = katex.toHtml;
}

/** A formula within text. Throws a ParseError where it is not TeX that KaTeX knows. */
export function math(tex: string): HTMLElement {
  return drawn(tex, false);
}

/** A formula on a line of its own. Throws as `math` does. */
export function displayedMath(tex: string): HTMLElement {
  return drawn(tex, true);
}

function drawn(tex: string, displayed: boolean): HTMLElement {
  if (!toHtml)
    throw new Error("a formula is drawn before loadMath has resolved: its kind must be loaded withMath");
  const element = h("span", { class: "nb-math" });
  element.innerHTML = toHtml(tex, displayed);
  return element;
}
