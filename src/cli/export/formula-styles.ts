import type { Assets } from "../../page/index.ts";

interface Face {
  rule: string;
  family: string;
  bold: boolean;
  italic: boolean;
}

/**
 * KaTeX's style sheet with the fonts that this HTML's formulas use within it. A rule that chooses a family, a weight or
 * a slope counts where all of its classes occur, so a font may be there that no letter needs, and none is missing.
 */
export function formulaStyles(
  html: string,
  { katexStyle, font }: Pick<Assets, "katexStyle" | "font">,
): string {
  if (!html.includes('class="katex"')) return "";
  const classes = new Set([...html.matchAll(/class="([^"]*)"/g)].flatMap(([, names]) => names.split(/\s+/)));
  const families = new Set<string>();
  let bold = false;
  let italic = false;
  const rules = katexStyle.replace(/@font-face\s*\{[^}]*\}/g, "");
  for (const [, selectors, body] of rules.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    if (!selectors.split(",").some((selector) => occurs(selector, classes))) continue;
    for (const [, family] of body.matchAll(/font[^;]*?(KaTeX_\w+)/g)) families.add(family);
    bold ||= /font-weight:\s*(?:700|bold)/.test(body);
    italic ||= /font-style:\s*italic/.test(body);
  }
  const faces = [...katexStyle.matchAll(/@font-face\s*\{[^}]*\}/g)]
    .map(([rule]) => faceOf(rule))
    .filter((face) => families.has(face.family) && isWanted(face, bold, italic));
  return faces.map(({ rule }) => embedded(rule, font)).join("") + rules;
}

const occurs = (selector: string, classes: ReadonlySet<string>): boolean => {
  const names = [...selector.matchAll(/\.([\w-]+)/g)].map(([, name]) => name);
  return names.length > 0 && names.every((name) => classes.has(name));
};

const faceOf = (rule: string): Face => ({
  rule,
  family: /font-family:\s*"?(KaTeX_\w+)/.exec(rule)?.[1] ?? "",
  bold: /font-weight:\s*700/.test(rule),
  italic: /font-style:\s*italic/.test(rule),
});

/** KaTeX_Math is italic in itself. */
const isWanted = (face: Face, bold: boolean, italic: boolean): boolean =>
  (!face.bold || bold) && (!face.italic || italic || face.family === "KaTeX_Math");

function embedded(rule: string, font: Assets["font"]): string {
  const file = /fonts\/([\w-]+\.woff2)/.exec(rule)?.[1];
  if (!file) throw new Error(`a font of KaTeX's has no woff2: ${rule}`);
  return rule.replace(/src:[^;}]*/, `src:url(data:font/woff2;base64,${font(file)}) format("woff2")`);
}
