import katex, { ParseError } from "katex";

/** Throws a SyntaxError that shows the place where KaTeX, which sets the equation, cannot read it. */
export function expectEquation(latex: string): void {
  if (typeof (latex as unknown) !== "string" || !latex.trim()) {
    throw new TypeError(
      "A claim begins with its equation in LaTeX: claim(String.raw`\\mu = 0`, { left, right, over })",
    );
  }
  try {
    katex.renderToString(latex, { displayMode: true, strict: "ignore" });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new SyntaxError(faultText(latex, error), { cause: error });
  }
}

function faultText(latex: string, { position, rawMessage }: ParseError): string {
  // KaTeX gives no place for some faults.
  const at = Number.isInteger(position) ? Math.min(position, latex.length) : null;
  const where = at === null ? "" : ` at character ${at + 1}, ${pointed(latex, at)}`;
  const raw = /[\b\f\t\v\r]/.test(latex) ? " (a \\ is lost outside of String.raw`…`)" : "";
  return `The equation cannot be read${where}: ${rawMessage}${raw}`;
}

/** What stands before the place and after it, with a mark between. */
function pointed(latex: string, at: number): string {
  const before = latex.slice(Math.max(0, at - 16), at);
  const after = latex.slice(at, at + 16);
  return `${at > 16 ? "…" : ""}${before}⟦here⟧${after}${at + 16 < latex.length ? "…" : ""}`;
}
