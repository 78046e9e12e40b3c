import katex from "katex";

/** TeX as HTML with MathML for screen readers; what KaTeX cannot read is shown as it is written, in red. */
export const formula = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { displayMode, throwOnError: false, output: "htmlAndMathml", strict: "ignore" });

/** A bundle's text/latex, which brings its own dollars. */
export function latex(text: string): string {
  const inner = /^\s*\$(?!\$)([^$]*)\$\s*$/.exec(text);
  if (inner) return formula(inner[1], false);
  return formula(text.replace(/^\s*(?:\$\$|\\\[)|(?:\$\$|\\\])\s*$/g, ""), true);
}
