// Checkpoints: a model's weights as a safetensors file, which other tools read too.
export { load, readCheckpoint, save } from "./checkpoint.ts";
export { decodeSafetensors, encodeSafetensors, type Stored, type StoredTensor } from "./safetensors.ts";
