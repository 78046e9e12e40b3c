// Special functions in float64: stdlib's, which are right to a few units in the last place, under the names of the field.
export { default as betaInc } from "@stdlib/math-base-special-betainc";
export { default as betaIncInv } from "@stdlib/math-base-special-betaincinv";
export { default as logBeta } from "@stdlib/math-base-special-betaln";
export { default as digamma } from "@stdlib/math-base-special-digamma";
export { default as erfc } from "@stdlib/math-base-special-erfc";
export { default as erfcInv } from "@stdlib/math-base-special-erfcinv";
export { default as logGamma } from "@stdlib/math-base-special-gammaln";
export { default as log1pMinusX } from "@stdlib/math-base-special-log1pmx";
