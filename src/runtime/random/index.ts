// Random numbers: seeded streams that split, noise that does not depend on the backend or on the batch's size, and
// PyTorch's generator, to compare runs with it.
export { noise, noiseSource, type NoiseSource } from "./noise.ts";
export { stream, type Stream } from "./stream.ts";
export { torchNoise } from "./torch/torch-noise.ts";
export { torchStream, type TorchStream } from "./torch/torch-stream.ts";
