import { architecture, classes, type Variant } from "./architecture.ts";
import type { Convolution } from "./blocks.ts";

interface Shaped {
  readonly shape: readonly number[];
}

/** All convolutions of the network, in its order. */
export function convolutions(variant: Variant): Convolution[] {
  const all: Convolution[] = [];
  architecture((of) => {
    all.push(of);
    return (x) => x;
  }, variant);
  return all;
}

/** How many channels of `channels` a network has that is `width` as wide; the three of its images stay. */
export const narrowed = (channels: number, width: number): number =>
  channels === 3 ? 3 : Math.round(channels * width);

/** The tensors of a state dict with their shapes. */
export function layout(variant: Variant, width: number): Map<string, Shaped> {
  const shapes = new Map<string, Shaped>();
  for (const { name, inputs, outputs, kernel } of convolutions(variant)) {
    const channels = narrowed(outputs, width);
    shapes.set(`${name}.conv.weight`, { shape: [channels, narrowed(inputs, width), ...kernel] });
    for (const of of ["weight", "bias", "running_mean", "running_var"]) {
      shapes.set(`${name}.bn.${of}`, { shape: [channels] });
    }
  }
  shapes.set("fc.weight", { shape: [classes[variant], narrowed(2048, width)] });
  shapes.set("fc.bias", { shape: [classes[variant]] });
  return shapes;
}

/** What files may hold beside: the classifier that only training uses, and how many batches a normalization has seen. */
export const isPassedOver = (name: string): boolean =>
  name.startsWith("AuxLogits.") || name.endsWith(".bn.num_batches_tracked");
