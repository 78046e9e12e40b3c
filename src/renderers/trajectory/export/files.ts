// The files that a trajectory is exported to. Frames are drawn one after the other; in between the page lives on.
import type { Picture } from "../scene.ts";
import { delaysOf } from "./delays.ts";
import { gifWriter } from "./gif.ts";
import { paletteOf } from "./palette.ts";
import { sheetOf, type Pen } from "./sheet.ts";
import { slices } from "./slices.ts";
import { spread } from "./strip-layout.ts";
import { stripSheet } from "./strip-sheet.ts";
import { webpWriter } from "./webp.ts";

/** What is exported. */
export interface Film {
  readonly steps: readonly number[];
  /** Milliseconds that playing it takes. */
  readonly whole: number;
  readonly pen: Pen;
  /** Over everything. */
  readonly title: string;
  /** What stands over one frame. */
  readonly caption: (index: number) => string;
  /** Draws a frame out of sight; the pictures hold until the next one. */
  readonly draw: (index: number) => readonly Picture[];
}

/** How a file comes about. */
export interface Making {
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number) => void;
}

/** Frames in a row at most. */
export const mostInStrip = 12;
/** Frames that are looked at for the colours of all. */
const forPalette = 6;

export async function strip(film: Film, making: Making): Promise<Blob> {
  const places = spread(film.steps.length, mostInStrip);
  const sheet = stripSheet(film.title, film.draw(places[0]), places.length, film.pen);
  await each(places, making, (index, column) => sheet.draw(column, film.caption(index), film.draw(index)));
  return encoded(sheet.sheet, "image/png");
}

export async function gif(film: Film, making: Making): Promise<Blob> {
  const pixels = (index: number): ImageData => {
    const sheet = sheetOf(titled(film, index), film.draw(index), film.pen);
    const context = sheet.getContext("2d");
    if (!context) throw new Error("The browser gives no canvas to draw on.");
    return context.getImageData(0, 0, sheet.width, sheet.height);
  };
  const samples: Uint8ClampedArray[] = [];
  const quiet = { ...making, progress: () => undefined };
  await each(spread(film.steps.length, forPalette), quiet, (index) => void samples.push(pixels(index).data));
  const writer = gifWriter(paletteOf(joined(samples)));
  const delays = delaysOf(film.steps, film.whole);
  await each([...delays.keys()], making, async (index, _, breathe) => {
    const frame = pixels(index);
    await breathe();
    writer.add(frame, delays[index]);
  });
  return new Blob([writer.end()], { type: "image/gif" });
}

export async function webp(film: Film, making: Making): Promise<Blob> {
  const writer = webpWriter();
  const delays = delaysOf(film.steps, film.whole);
  await each([...delays.keys()], making, async (index) => {
    const sheet = sheetOf(titled(film, index), film.draw(index), film.pen);
    const { width, height } = sheet;
    // Of quality 1 Chromium makes a picture without loss.
    const file = await (await encoded(sheet, "image/webp", 1)).arrayBuffer();
    writer.add({ file: new Uint8Array(file), width, height }, delays[index]);
  });
  return new Blob([writer.end()], { type: "image/webp" });
}

const titled = (film: Film, index: number): string => `${film.title}, ${film.caption(index)}`;

async function each(
  places: readonly number[],
  { signal, progress }: Making,
  take: (place: number, order: number, breathe: () => Promise<void>) => void | Promise<void>,
): Promise<void> {
  const breathe = slices(signal);
  for (const [order, place] of places.entries()) {
    await breathe();
    await take(place, order, breathe);
    progress(order + 1, places.length);
  }
}

/** The canvas as a file. Throws where the browser does not write this kind: it would write a PNG instead. */
async function encoded(canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob> {
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, type, quality));
  if (blob?.type !== type) throw new Error(`This browser does not write ${type}.`);
  return blob;
}

function joined(parts: readonly Uint8ClampedArray[]): Uint8ClampedArray {
  const all = new Uint8ClampedArray(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
