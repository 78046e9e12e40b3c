// Ordinary differential equations of tensors, solved to a tolerance.
export { expectOdeOptions, integrate, type OdeFrame, type OdeOptions, type Slope } from "./integrate.ts";
