import { stream } from "../../random/index.ts";
import { captionsOf } from "./scene.ts";
import type { CaptionedShapes } from "./shapes.ts";

/** In what a caption differs from that of its picture. */
export type Mismatch = "picture" | "word" | "places";

type Described = Pick<CaptionedShapes, "captions" | "scenes">;

/** Words that may stand for each other in a caption. */
const kinds = [
  ["red", "green", "blue", "yellow", "purple", "white"],
  ["circle", "square", "triangle", "cross", "ring"],
  ["small", "large"],
  ["left", "right"],
  ["top", "bottom"],
];

const opposite: Partial<Record<string, string>> = {
  left: "right",
  right: "left",
  top: "bottom",
  bottom: "top",
};

/**
 * For each picture a caption that is not true of it: to find out what a judge of captions can tell.
 * - `picture`: that of the next picture of which this one's scene has no such caption
 * - `word`: its own with one word changed for another of its kind, both drawn by the seed
 * - `places`: its own with the places of two things exchanged, which has the same words; null where there is one thing
 *
 * Throws a RangeError where no other picture's caption differs.
 */
export function mismatched(of: Described, by: "picture" | "word", options?: { seed?: number }): string[];
export function mismatched(of: Described, by: Mismatch, options?: { seed?: number }): (string | null)[];
export function mismatched(
  { captions, scenes }: Described,
  by: Mismatch,
  { seed = 0 }: { seed?: number } = {},
): (string | null)[] {
  if (by === "places") return captions.map(exchanged);
  if (by === "word") {
    const random = stream(seed).split("a word of a caption");
    return captions.map((caption) => oneWordOff(caption, random));
  }
  return scenes.map((scene, i) => {
    const own = captionsOf(scene);
    for (let k = 1; k < captions.length; k++) {
      const other = captions[(i + k) % captions.length];
      if (!own.includes(other)) return other;
    }
    throw new RangeError(`every other caption is true of picture ${i} as well`);
  });
}

function exchanged(caption: string): string | null {
  const words = caption.split(" ");
  return words.includes("and") ? words.map((word) => opposite[word] ?? word).join(" ") : null;
}

function oneWordOff(caption: string, random: ReturnType<typeof stream>): string {
  const words = caption.split(" ");
  const places = words.flatMap((word, i) => {
    const kind = kinds.find((some) => some.includes(word));
    return kind ? [{ i, others: kind.filter((other) => other !== word) }] : [];
  });
  const { i, others } = places[random.integers(1, places.length)[0]];
  return words.with(i, others[random.integers(1, others.length)[0]]).join(" ");
}
