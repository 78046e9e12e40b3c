import { util, type DataId } from "@tensorflow/tfjs-core";
import { engine, type Counted } from "./engine.ts";
import { tracked } from "./tracked.ts";

/** Bytes of the memory behind all tensors: where several share it, it counts once. */
export function bytesInUse(): number {
  const sizes = new Map<DataId, number>();
  const add = ({ dataId, dtype, size }: Counted) => sizes.set(dataId, size * util.bytesPerElement(dtype));
  for (const counted of tracked()) add(counted);
  for (const tensor of inScopes()) add(tensor);
  return [...sizes.values()].reduce((total, bytes) => total + bytes, 0);
}

/** Tensors that open scopes of `tidy` hold. */
export const inScopes = (): Counted[] => engine().state.scopeStack.flatMap(({ track }) => track);
