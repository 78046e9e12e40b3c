// Weights of the loss over the schedule, each defined for one error and right for whatever the network predicts.
export { sigmoid } from "./sigmoid.ts";
export { edmWeight, minSnr, p2, softMinSnr } from "./snr.ts";
export { weight, weightAt, type Weight } from "./weight.ts";
export { weightOf, weights, type WeightName } from "./weights.ts";
