import { shapeText } from "../../core/shape.ts";
import type { Model } from "../../networks/index.ts";

/**
 * The networks, each weight with the values of the first one's of its name and shape. Throws a TypeError where two
 * variants share a network, which would be trained twice.
 */
export function sameStart(named: readonly (readonly [name: string, model: Model])[]): Model[] {
  const [[, first]] = named;
  named.forEach(([name, model], i) => {
    const twin = named.slice(0, i).find((other) => other[1] === model);
    if (twin) {
      throw new TypeError(
        `Variants "${twin[0]}" and "${name}" share a network: make one for each, model: () => mlp(...)`,
      );
    }
    for (const [key, weight] of Object.entries(model.weights)) {
      const theirs = Object.hasOwn(first.weights, key) ? first.weights[key] : null;
      if (theirs && theirs !== weight && shapeText(theirs.shape) === shapeText(weight.shape))
        weight.assign(theirs);
    }
  });
  return named.map(([, model]) => model);
}
