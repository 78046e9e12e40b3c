import { tidy, type Tensor, type Tensor1D, type Tensor2D } from "../../core/tf.ts";
import type { FlowLayer, Moved } from "./layer.ts";
import { noChange } from "./log-det.ts";

/** Layers one after the other, the first one next to the data. Their weights are called by their place: "0.shift". */
export function chain(layers: readonly FlowLayer[], name = "chain"): FlowLayer {
  const along = (moves: readonly FlowLayer["forward"][], x: Tensor, context: Tensor2D | undefined): Moved =>
    tidy(() =>
      moves.reduce(
        ({ y, logDet }, move) => {
          const next = move(y, context);
          return { y: next.y, logDet: logDet.add<Tensor1D>(next.logDet) };
        },
        { y: x.clone(), logDet: noChange(x.shape[0]) },
      ),
    );
  const forwards = layers.map(({ forward }) => forward);
  const inverses = layers.map(({ inverse }) => inverse).reverse();
  const total = (way: "forward" | "inverse") => layers.reduce((sum, { passes }) => sum + passes[way], 0);
  const starting = layers.filter(({ start }) => start);
  // Each layer sees what those before it make of the batch once they have been set.
  const startAll = (x: Tensor, context?: Tensor2D): void =>
    tidy(() => {
      const last = layers.findLastIndex(due);
      layers.slice(0, last + 1).reduce((at, layer) => {
        if (due(layer)) layer.start?.by(at, context);
        return layer.forward(at, context).y;
      }, x);
    });
  return {
    name,
    weights: Object.fromEntries(
      layers.flatMap(({ weights }, i) =>
        Object.entries(weights).map(([key, weight]) => [`${i}.${key}`, weight] as const),
      ),
    ),
    forward: (x, context) => along(forwards, x, context),
    inverse: (y, context) => along(inverses, y, context),
    passes: { forward: total("forward"), inverse: total("inverse") },
    shape: (before) => layers.reduce((at, layer) => layer.shape(at), before),
    ...(starting.length > 0 && { start: { due: () => starting.some(due), by: startAll } }),
    dispose: () => layers.forEach((layer) => layer.dispose()),
  };
}

const due = ({ start }: FlowLayer): boolean => start?.due() ?? false;
