// Networks: functions of (x, t), or of x alone, with named weights beside them.
export { feedForward, network, type FeedForwardOptions, type Network } from "./feed-forward.ts";
export { mlp, type MlpOptions } from "./mlp.ts";
export { model, type Model } from "./model.ts";
export { timeEmbedding } from "./time-embedding.ts";
export { unet, type UnetOptions } from "./unet.ts";
