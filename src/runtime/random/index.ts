// Random numbers: seeded streams that split, and noise that does not depend on the backend or on the batch's size.
export { noise, noiseSource, type NoiseSource } from "./noise.ts";
export { stream, type Stream } from "./stream.ts";
