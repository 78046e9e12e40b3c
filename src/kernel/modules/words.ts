/** Where compiled local files find the kernel. */
export const modulesSymbol = Symbol.for("noisebook.modules");

/** The same, as they write it. */
export const kernelWord = `globalThis[Symbol.for("noisebook.modules")]`;
