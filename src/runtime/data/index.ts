// Data to learn from and to look at: made-up points and pictures, real digits and a photograph (data/README.md says whose).
export { digits, type LabelledImages } from "./digits.ts";
export { flower } from "./flower.ts";
export { moons } from "./moons.ts";
export { drawShapes } from "./shapes/draw.ts";
export { mismatched, type Mismatch } from "./shapes/mismatched.ts";
export { captionsOf, type Scene } from "./shapes/scene.ts";
export { shapes, type CaptionedShapes, type ShapesOptions } from "./shapes/shapes.ts";
