import { axisOf, frameAt, placesOf, timeAt, axisLength } from "../../../protocol/common-time.ts";
import type { ComparedRun } from "../../../protocol/comparison.ts";
import { unpackFloats } from "../../../protocol/floats.ts";
import { blue, canvas, grey, orange, type Colour } from "../pictures/canvas.ts";
import { drawImage, scaleFor, type Images } from "../pictures/images.ts";
import { numeralHeight, numeralWidth, writeNumber } from "../pictures/numerals.ts";
import { drawPoints, pointsSide } from "../pictures/points.ts";

/** The runs' hues: those of the viewer in a light theme. */
const hues: readonly Colour[] = [blue, orange, [101, 45, 144], [90, 90, 90]];
const gap = 8;
const head = numeralHeight + gap;
/** Width of the bar that says whose row it is, with the gap after it. */
const bar = 4;

/** A PNG with a column for each of a few t, written above, and a row for each run (of pictures, for each sample and run). */
export function comparisonPicture(runs: readonly ComparedRun[]): string {
  const [{ trajectory: first }] = runs;
  const columns = first.kind === "points" ? 5 : 8;
  const axis = axisOf(runs.map(({ trajectory }) => trajectory));
  const places = Array.from({ length: columns }, (_, i) => (i * axisLength) / (columns - 1));
  const states = runs.map(({ trajectory }) => {
    const at = placesOf(trajectory, axis);
    return places.map((place) => {
      const frame = trajectory.frames.at(Math.max(0, frameAt(at, place)));
      return frame ? unpackFloats(frame.x) : new Float32Array();
    });
  });
  const [height, width] =
    first.kind === "points"
      ? [pointsSide, pointsSide]
      : first.sampleShape.map((n) => n * scaleFor(shapeOf(first)));
  const reference = first.reference && unpackFloats(first.reference);
  const samples =
    first.kind === "points" ? 1 : Math.min(first.shown, Math.max(2, Math.floor(8 / runs.length)));
  const rows = samples * runs.length;
  const left = bar + gap;
  const on = canvas(left + columns * (width + gap) - gap, head + rows * (height + gap) - gap);
  places.forEach((place, column) => {
    const text = numeral(timeAt(axis, place));
    const middle = left + column * (width + gap) + (width - numeralWidth(text)) / 2;
    writeNumber(on, text, Math.round(middle), 0, grey);
  });
  for (let sample = 0; sample < samples; sample++) {
    runs.forEach(({ trajectory }, run) => {
      const top = head + (sample * runs.length + run) * (height + gap);
      on.rectangle(0, top, bar, height, hues[run]);
      states[run].forEach((values, column) => {
        const x = left + column * (width + gap);
        if (trajectory.kind === "points")
          drawPoints(on, [x, top], values, trajectory.range[1], {
            colour: hues[run],
            reference,
          });
        else drawImage(on, x, top, { values, shape: shapeOf(trajectory), range: trajectory.range }, sample);
      });
    });
  }
  return on.png();
}

const shapeOf = ({ sampleShape: [height, width, channels] }: ComparedRun["trajectory"]): Images["shape"] => [
  height,
  width,
  channels,
];

/** t in the few characters of the numerals. */
const numeral = (t: number): string => (Number.isInteger(t) ? String(t) : t.toPrecision(3));
