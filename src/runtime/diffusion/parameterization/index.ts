// What a network predicts: how its target is made of x_0 and eps, and how both are read from its output.
export { expectLinear, expectParameterization, expectSays, isLinear, slope, slopeAt } from "./check.ts";
export { convert, type ConvertOptions } from "./convert.ts";
export { parameterization, type Known, type Parameterization, type Seen } from "./parameterization.ts";
export { parameterizationOf, parameterizations, type ParameterizationName } from "./parameterizations.ts";
export { preconditioned } from "./preconditioned.ts";
