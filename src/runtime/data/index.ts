// Data to learn from and to look at: made-up points, real digits and a photograph (data/README.md says whose).
export { digits, type LabelledImages } from "./digits.ts";
export { flower } from "./flower.ts";
export { moons } from "./moons.ts";
