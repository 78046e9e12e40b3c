// Finding where a number went wrong.
export { checkNumerics, type CheckNumericsOptions, type NumericsCheck } from "./check-numerics.ts";
export { NotFinite } from "./not-finite.ts";
