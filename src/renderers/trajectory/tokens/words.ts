import type { TokenFrame } from "../../../protocol/index.ts";

/** The text of every id that a frame tells. */
export function wordsOf(frames: readonly TokenFrame[]): Map<number, string> {
  const words = new Map<number, string>();
  for (const frame of frames) for (const [id, text] of frame.words) words.set(id, text);
  return words;
}

/** Marks for what would not be seen: a line's end, a tab, and what is empty or only space. */
const marks = [
  [/\r?\n/g, "↵"],
  [/\t/g, "⇥"],
  // Controls, and marks of direction, which would turn what stands beside them.
  [/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "�"],
] as const;

/** A token as it is written in its box. Never wider than what its own letters need. */
export function visible(word: string): string {
  const text = marks.reduce((shown, [what, mark]) => shown.replace(what, mark), word);
  return text === "" ? "∅" : text.trim() === "" ? "␣".repeat(text.length) : text;
}

/** The font as a canvas takes it: the page's shorthand is empty where digits are tabular. */
export const fontOf = ({ fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): string =>
  `${fontWeight} ${fontSize} ${fontFamily}`;

/** Whether a token ends its line. */
export const endsLine = (word: string): boolean => word.includes("\n");

const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const letter = /\p{L}/u;

/** The direction of the first letter there is: a text's own, whatever is masked of it. */
export function directionOf(words: Iterable<string>): "rtl" | "ltr" {
  for (const word of words) {
    const first = letter.exec(word)?.[0];
    if (first) return rightToLeft.test(first) ? "rtl" : "ltr";
  }
  return "ltr";
}
