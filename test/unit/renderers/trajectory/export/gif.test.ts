import assert from "node:assert/strict";
import test from "node:test";
import { GifReader } from "omggif";
import { gifWriter } from "../../../../../src/renderers/trajectory/export/gif.ts";
import { paletteOf } from "../../../../../src/renderers/trajectory/export/palette.ts";

const [width, height] = [37, 23];

function pixels(colour: (x: number, y: number) => readonly [number, number, number]): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set([...colour(x, y), 255], 4 * (y * width + x));
  }
  return data;
}

function written(frames: readonly Uint8ClampedArray[], delays: readonly number[]): GifReader {
  const all = new Uint8ClampedArray(frames.flatMap((frame) => [...frame]));
  const writer = gifWriter(paletteOf(all));
  frames.forEach((data, k) => writer.add({ data, width, height }, delays[k]));
  return new GifReader(writer.end());
}

function read(gif: GifReader, index: number): Uint8ClampedArray {
  const data = new Uint8ClampedArray(4 * width * height);
  gif.decodeAndBlitFrameRGBA(index, data);
  return data;
}

test("A GIF of up to 256 colours is read back with its frames, delays and every pixel, and plays for ever.", () => {
  const frames = [0, 1, 2].map((k) => pixels((x, y) => [(x * 7 + k * 50) % 256, (y % 2) * 90, 20]));
  const gif = written(frames, [40, 120, 1000]);
  assert.deepEqual([gif.width, gif.height, gif.numFrames(), gif.loopCount()], [width, height, 3, 0]);
  assert.deepEqual(
    [0, 1, 2].map((k) => gif.frameInfo(k).delay),
    [4, 12, 100],
  );
  frames.forEach((frame, k) => assert.deepEqual(read(gif, k), frame));
});

test("More colours come out near to what they were.", () => {
  const frame = pixels((x, y) => [x * 6, y * 10, (x * y) % 256]);
  const [found, worst] = [read(written([frame], [20]), 0), 40];
  const off = frame.reduce((most, value, at) => Math.max(most, Math.abs(value - found[at])), 0);
  const mean = frame.reduce((sum, value, at) => sum + Math.abs(value - found[at]), 0) / frame.length;
  assert.ok(off <= worst && mean < 6, `${off} ${mean}`);
});
