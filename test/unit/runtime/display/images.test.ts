import assert from "node:assert/strict";
import test from "node:test";
import { decode } from "fast-png";
import { imageRows } from "../../../../src/runtime/display/pictures/images.ts";

test("Between pictures the page shows through, on dark as on light.", () => {
  const white = { values: [1, 1, 1, 1, 1, 1, 1, 1], shape: [2, 2, 1], range: [0, 1] } as const;
  const { width, height, channels, data } = decode(Buffer.from(imageRows([white, white], 2), "base64"));
  assert.deepEqual([width, height, channels], [100, 100, 4]); // two tiles of 48 with 4 between them
  const at = (x: number, y: number): number[] => Array.from(data.subarray(4 * (y * width + x)).slice(0, 4));
  assert.deepEqual(at(20, 20), [255, 255, 255, 255]);
  assert.deepEqual(at(60, 99), [255, 255, 255, 255]);
  assert.equal(at(50, 20)[3], 0);
  assert.equal(at(20, 49)[3], 0);
});
