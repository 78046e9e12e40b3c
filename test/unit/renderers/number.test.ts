import assert from "node:assert/strict";
import test from "node:test";
import {
  brief,
  clock,
  compact,
  duration,
  fixed,
  loss,
  minusInWords,
  whole,
} from "../../../src/renderers/text/number.ts";

test("Numbers carry a true minus, and zero has no sign.", () => {
  assert.equal(fixed(-1.5), "\u22121.50");
  assert.equal(fixed(-0.001), "0.00");
  assert.equal(whole(-1240), "\u22121,240");
  assert.deepEqual([0, -0.4, 999.5, 12, 1234567.4, Infinity].map(whole), [
    "0",
    "0",
    "1,000",
    "12",
    "1,234,567",
    "\u221E",
  ]);
  assert.equal(brief(-0.00046), "\u22124.6e\u22124");
});

test("Among words only the sign of a number becomes a minus.", () => {
  const said = "mean-field, ELBO -4.29 ± 0.01, 1e-3 (-0.5) of 3-4";
  assert.equal(minusInWords(said), "mean-field, ELBO \u22124.29 ± 0.01, 1e-3 (\u22120.5) of 3-4");
});

test("What is not finite is named.", () => {
  assert.deepEqual(
    [fixed(Infinity), fixed(-Infinity), fixed(NaN), loss(NaN)],
    ["∞", "\u2212∞", "NaN", "NaN"],
  );
});

test("A brief number keeps few digits at any size.", () => {
  assert.deepEqual([0, 0.36, 0.00046, 0.001, 12.34, 1830].map(brief), [
    "0",
    "0.36",
    "4.6e\u22124",
    "1e\u22123",
    "12.3",
    "1,830",
  ]);
});

test("Counts get a unit before they get long, and rounding never makes a fourth digit.", () => {
  assert.deepEqual([640, 37_900, 512_000, 999_700, 1_200_000].map(compact), [
    "640",
    "37.9 k",
    "512 k",
    "1.0 M",
    "1.2 M",
  ]);
});

test("Times are clocks for reading along and lengths in sentences.", () => {
  assert.deepEqual([8200, 760_000, 3_725_000].map(clock), ["0:08", "12:40", "1:02:05"]);
  assert.deepEqual([850, 13_500, 130_000].map(duration), ["850 ms", "13.5 s", "2:10 min"]);
  assert.equal(clock(NaN), "\u2013");
});
