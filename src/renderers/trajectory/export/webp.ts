// An animated WebP of pictures that the browser has encoded: only the container is written here.
// https://developers.google.com/speed/webp/docs/riff_container
import type { AnimationWriter } from "./animation.ts";

/** One picture as a WebP file. */
export interface Still {
  readonly file: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Puts WebP files of one size after each other, played for ever. Throws a RangeError for what is no WebP. */
export function webpWriter(): AnimationWriter<Still> {
  const frames: Uint8Array[] = [];
  let size = { width: 1, height: 1 };
  return {
    add({ file, width, height }, delay) {
      size = { width, height };
      // At the corner, in place of the frame before and not over it.
      const head = [
        ...u24(0),
        ...u24(0),
        ...u24(width - 1),
        ...u24(height - 1),
        ...u24(Math.round(delay)),
        0b10,
      ];
      frames.push(chunk("ANMF", Uint8Array.from(head), ...pictureOf(file)));
    },
    end() {
      const [animated, alpha] = [0b10, 0b10000];
      const extended = [animated | alpha, 0, 0, 0, ...u24(size.width - 1), ...u24(size.height - 1)];
      const [background, loops] = [
        [0, 0, 0, 0],
        [0, 0],
      ];
      return chunk(
        "RIFF",
        letters("WEBP"),
        chunk("VP8X", Uint8Array.from(extended)),
        chunk("ANIM", Uint8Array.from([...background, ...loops])),
        ...frames,
      );
    },
  };
}

/** The chunks of a file that are the picture itself. */
function pictureOf(file: Uint8Array): Uint8Array[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const name = (at: number): string => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < 20 || name(0) !== "RIFF" || name(8) !== "WEBP") throw new RangeError("not a WebP file");
  const found: Uint8Array[] = [];
  for (let at = 12; at + 8 <= file.length;) {
    const padded = 8 + 2 * Math.ceil(view.getUint32(at + 4, true) / 2);
    if (["VP8 ", "VP8L", "ALPH"].includes(name(at))) found.push(file.subarray(at, at + padded));
    at += padded;
  }
  if (found.length === 0) throw new RangeError("a WebP file without a picture");
  return found;
}

function chunk(name: string, ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const bytes = new Uint8Array(8 + length + (length % 2));
  bytes.set(letters(name));
  new DataView(bytes.buffer).setUint32(4, length, true);
  let at = 8;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

const letters = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const u24 = (value: number): number[] => [value & 255, (value >> 8) & 255, (value >> 16) & 255];
