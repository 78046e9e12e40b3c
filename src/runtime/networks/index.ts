// Networks: functions of (x, t) with named weights beside them.
export { mlp, type MlpOptions } from "./mlp.ts";
export { model, type Model } from "./model.ts";
export { timeEmbedding } from "./time-embedding.ts";
export { unet, type UnetOptions } from "./unet.ts";
