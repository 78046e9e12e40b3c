import { tensor2d } from "../../../../../src/runtime/core/tf.ts";
import type { ClipModel } from "../../../../../src/runtime/metrics/index.ts";

const colours = ["red", "green", "blue"];

/** A model that knows three colours: an image's embedding is its mean colour, a caption's counts the colours' names. */
export const toyModel = (seen = Infinity): ClipModel & { readonly heard: string[] } => {
  const heard: string[] = [];
  return {
    name: "three colours",
    range: [0, 1],
    features: (images) => images.mean([1, 2]),
    captions(captions) {
      heard.push(...captions);
      return tensor2d(
        captions.map((caption) => colours.map((name) => caption.slice(0, seen).split(name).length - 1)),
      );
    },
    cut: (captions) =>
      captions.flatMap((caption, index) =>
        caption.length > seen ? [{ index, unseen: caption.slice(seen) }] : [],
      ),
    logitScale: 1,
    dispose: () => undefined,
    heard,
  };
};
