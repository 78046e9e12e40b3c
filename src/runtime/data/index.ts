// Data to learn from: made-up points and real digits (data/README.md says whose).
export { digits, type LabelledImages } from "./digits.ts";
export { moons } from "./moons.ts";
