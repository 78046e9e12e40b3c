// Families of generative models beside diffusion, and all of them compared on the same data.
export * from "./flows/index.ts";
export * from "./vae/index.ts";
export * from "./hierarchical/index.ts";
export * from "./gan/index.ts";
export * from "./compare/index.ts";
