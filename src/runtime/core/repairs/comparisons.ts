import { zerosLike, type GradConfig, type Tensor } from "@tensorflow/tfjs-core";

/** Whether one number is greater does not change with it, so what is computed from that has no slope by it. */
const flat = (kernelName: string, names: readonly string[]): GradConfig => ({
  kernelName,
  inputsToSave: [...names],
  gradFunc: (_, saved) =>
    Object.fromEntries(saved.map((x: Tensor, i) => [names[i], () => zerosLike(x).toFloat()])),
});

/** tfjs has a gradient for GreaterEqual alone, and fails at the others. */
export const comparisons: GradConfig[] = [
  ...["Greater", "Less", "LessEqual", "Equal", "NotEqual"].map((name) => flat(name, ["a", "b"])),
  ...["LogicalAnd", "LogicalOr"].map((name) => flat(name, ["a", "b"])),
  ...["LogicalNot", "IsNan", "IsInf", "IsFinite"].map((name) => flat(name, ["x"])),
];
