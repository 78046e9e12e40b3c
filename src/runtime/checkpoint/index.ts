// Checkpoints: a model's weights as a safetensors file, which other tools read too; and the weights that others have
// published, in safetensors or PyTorch's files.
export { load, readCheckpoint, save } from "./checkpoint.ts";
export {
  decodeSafetensors,
  encodeSafetensors,
  type Stored,
  type StoredTensor,
} from "./safetensors/safetensors.ts";
export type { DtypeName, Values, Weight, Weights } from "./weights/dtypes.ts";
export { readWeights } from "./weights/read-weights.ts";
