import { unpackNumbers } from "../../../protocol/packed-numbers.ts";
import type { TokenTrajectory } from "../../../protocol/token-trajectory.ts";

const segmenter = new Intl.Segmenter("en");

/** What people take for characters: an emoji is one, whatever it is made of. */
const graphemes = (text: string): string[] => Array.from(segmenter.segment(text), ({ segment }) => segment);

/** " " where a vocabulary is of whole words, "" where its tokens bring their own spaces or are single characters. */
export function separatorOf(vocabulary: readonly string[], mask: number | null): string {
  const words = vocabulary.filter(
    (word, id) => id !== mask && /[\p{L}\p{N}]/u.test(word) && !/^[<[].*[>\]]$/.test(word),
  );
  const own = words.some((word) => /^[\sĠ▁]|^##/u.test(word));
  return !own && words.some((word) => graphemes(word).length > 1) ? " " : "";
}

/** Most characters of a line of text. */
const longest = 160;

/** The first sample at a frame as a line of text: masks as shades as long as what they turn into. */
export function tokenLine({ frames, length, mask, separator }: TokenTrajectory, index: number): string {
  const words = new Map(frames.flatMap((frame) => frame.words));
  const idsAt = (frame: TokenTrajectory["frames"][number]): number[] => [
    ...unpackNumbers(frame.tokens).subarray(0, length),
  ];
  const [now, last] = [idsAt(frames[index]), idsAt(frames[frames.length - 1])];
  const text = now
    .map((id, i) =>
      id === mask ? shade(last[i] === mask ? "" : (words.get(last[i]) ?? "")) : (words.get(id) ?? ""),
    )
    .join(separator)
    .replace(/\r?\n/g, "↵");
  const points = graphemes(text);
  return points.length > longest ? `${points.slice(0, longest - 1).join("")}…` : text;
}

/** As many shades as the word has characters; its spaces stay. */
const shade = (word: string): string =>
  graphemes(word || "░░░")
    .map((one) => (/\s/.test(one) ? one : "░"))
    .join("");
