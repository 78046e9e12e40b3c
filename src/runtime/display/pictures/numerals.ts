import type { Canvas, Colour } from "./canvas.ts";

/** Numerals of 3 x 5 dots, row by row: a picture's axes need no other letters, and no font. */
const glyphs: Partial<Record<string, string>> = {
  "0": "###|#.#|#.#|#.#|###",
  "1": ".#.|##.|.#.|.#.|###",
  "2": "###|..#|###|#..|###",
  "3": "###|..#|.##|..#|###",
  "4": "#.#|#.#|###|..#|..#",
  "5": "###|#..|###|..#|###",
  "6": "###|#..|###|#.#|###",
  "7": "###|..#|..#|.#.|.#.",
  "8": "###|#.#|###|#.#|###",
  "9": "###|#.#|###|..#|###",
  ".": "...|...|...|...|.#.",
  ",": "...|...|...|.#.|#..",
  "-": "...|...|###|...|...",
  e: "...|###|###|#..|###",
};
const dot = 2;
const advance = 4 * dot;

/** Height of a line of numerals, in pixels. */
export const numeralHeight = 5 * dot;

/** Width of a number as text, in pixels. */
export const numeralWidth = (text: string): number => text.length * advance - dot;

/** Writes a number with its upper left corner at (left, top). Characters without a glyph leave a gap. */
export function writeNumber(on: Canvas, text: string, left: number, top: number, colour: Colour): void {
  Array.from(text).forEach((character, place) => {
    glyphs[character]?.split("|").forEach((row, y) => {
      Array.from(row).forEach((mark, x) => {
        if (mark === "#") on.rectangle(left + place * advance + x * dot, top + y * dot, dot, dot, colour);
      });
    });
  });
}
