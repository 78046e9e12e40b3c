import { tensor4d, type Tensor4D } from "../../core/tf.ts";
import { expectInteger } from "../../core/shape.ts";
import { stream, type Stream } from "../../random/index.ts";
import { colours, type Form, type Scene, type Thing } from "./scene.ts";

export const side = 32;

/** A thing where it is drawn: centre and radius in pixels. */
interface Placed extends Thing {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Signed distances from the edge of a form of this radius around 0, in pixels and less than 0 within; y goes down. */
const distances: Readonly<Record<Form, (x: number, y: number, radius: number) => number>> = {
  circle: (x, y, r) => Math.hypot(x, y) - 0.95 * r,
  square: (x, y, r) => Math.max(Math.abs(x), Math.abs(y)) - 0.85 * r,
  triangle: (x, y, r) => Math.max(y, (Math.sqrt(3) * Math.abs(x) - y) / 2) - 0.6 * r,
  cross: (x, y, r) => {
    const [a, b] = [Math.abs(x), Math.abs(y)];
    return Math.min(Math.max(a - 0.32 * r, b - r), Math.max(a - r, b - 0.32 * r));
  },
  ring: (x, y, r) => Math.abs(Math.hypot(x, y) - 0.75 * r) - 0.22 * r,
};

/**
 * Pictures [n, 32, 32, 3] of scenes with values from -1 to 1: edges are smooth, places, sizes, colours and the grey behind
 * them vary a little by the seed. Picture i depends on scene i, i and the seed alone.
 */
export function drawShapes(scenes: readonly Scene[], { seed = 0 } = {}): Tensor4D {
  expectInteger("the number of scenes", scenes.length, 1);
  const size = side * side * 3;
  const values = new Float32Array(scenes.length * size);
  scenes.forEach((scene, i) => draw(values.subarray(i * size, (i + 1) * size), scene, stream(seed).split(i)));
  return tensor4d(values, [scenes.length, side, side, 3]);
}

function draw(pixels: Float32Array, scene: Scene, random: Stream): void {
  const within = (low: number, high: number): number => low + (high - low) * random.uniform64(1)[0];
  pixels.fill(2 * within(0.05, 0.25) - 1);
  for (const { colour, form, x, y, radius } of placed(scene, within)) {
    const paint = colours[colour].map(
      (value) => 2 * Math.min(1, Math.max(0, value + within(-0.06, 0.06))) - 1,
    );
    for (let at = 0; at < side * side; at++) {
      const [dx, dy] = [(at % side) + 0.5 - x, Math.floor(at / side) + 0.5 - y];
      const covered = Math.min(1, Math.max(0, 0.5 - distances[form](dx, dy, radius)));
      if (covered === 0) continue;
      paint.forEach((value, c) => (pixels[3 * at + c] += covered * (value - pixels[3 * at + c])));
    }
  }
}

/** How far from the middle a place is, in pixels. */
const offsets = {
  "on the left": [-7, 0],
  "on the right": [7, 0],
  "at the top": [0, -7],
  "at the bottom": [0, 7],
  "in the middle": [0, 0],
} as const;

function placed(scene: Scene, within: (low: number, high: number) => number): Placed[] {
  const middle = side / 2;
  if (scene.kind === "one") {
    const [dx, dy] = offsets[scene.place];
    const [x, y] = [middle + dx + within(-1.5, 1.5), middle + dy + within(-1.5, 1.5)];
    const radius = scene.size === "small" ? within(4, 5.5) : within(8, 10);
    return [{ ...scene.thing, x, y, radius }];
  }
  return [scene.first, scene.second].map((thing, i) => {
    const along = middle + (i === 0 ? -7.5 : 7.5) + within(-1.5, 1.5);
    const across = middle + within(-4, 4);
    const [x, y] = scene.relation === "above" ? [across, along] : [along, across];
    return { ...thing, x, y, radius: within(4.5, 6) };
  });
}
