// Densities of variables as code: what a density does is written down, and carried out without a tape from then on.
//
//   trace.ts      what it did, as operations on numbers
//   emit.ts       the code of them: forward.ts computes, backward.ts takes the gradient, names.ts says what is called how
//   watched.ts    whether what was compiled still is what is carried out
//   undisturbed.ts  when code may be used: while nothing that it takes from outside can change
//   in-turns.ts   loops whose steps are such whiles, with turns of the event loop between them
//   density.ts    densities, and numbers kept of a position, that compile themselves
export { inTurns } from "./in-turns.ts";
export { undisturbed } from "./undisturbed.ts";
export { compiledDensity, compiledValues, type CompiledDensity, type DensityAbout } from "./density.ts";
