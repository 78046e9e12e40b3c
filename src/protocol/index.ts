// The words on the wire: kernel messages in Jupyter's shapes, the payload of each mime type with its encoder,
// decoder and validator, and what a renderer and the extension say to each other. Depends on no other room.
// node/ holds what needs Node, and is no part of this: viewers in a browser read these words as well.
export * from "./any-trajectory.ts";
export * from "./blocks.ts";
export * from "./chains.ts";
export * from "./channels-last.ts";
export * from "./claim.ts";
export * from "./closeness.ts";
export * from "./common-time.ts";
export * from "./comparison.ts";
export * from "./digest.ts";
export * from "./elbo.ts";
export * from "./figure.ts";
export * from "./floats.ts";
export * from "./turned.ts";
export * from "./glance.ts";
export * from "./graph-trajectory.ts";
export * from "./host.ts";
export * from "./image-layout.ts";
export * from "./messages.ts";
export * from "./npy.ts";
export * from "./packed-numbers.ts";
export * from "./panel.ts";
export * from "./picture-range.ts";
export * from "./renderer.ts";
export * from "./table.ts";
export * from "./tensor.ts";
export * from "./token-trajectory.ts";
export * from "./training.ts";
export * from "./trajectory.ts";
export * from "./trajectory-head.ts";
export * from "./variables.ts";
