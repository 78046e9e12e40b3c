import { readLegacy } from "../pytorch/legacy.ts";
import { readZipped } from "../pytorch/zipped.ts";
import { readSafetensors } from "../safetensors/read.ts";
import { formatOf, type Format } from "./format.ts";
import { withSource, type ByteSource } from "./source.ts";
import type { Weights } from "./dtypes.ts";

const readers: Record<Format, (source: ByteSource) => Promise<Weights>> = {
  safetensors: async (source) => (await readSafetensors(source)).weights,
  "PyTorch archive": readZipped,
  "PyTorch pickle": readLegacy,
};

/**
 * The tensors of a file of weights by their names: safetensors, or what torch.save wrote of a state dict, in its archive
 * of today or its single pickle of before 1.6 (.pth, .pt, .bin). Dicts within dicts are joined by dots. A path (relative
 * ones are meant from the notebook's folder), a file: or an https: URL.
 *
 * Nothing of a file is ever executed. Its pickle may name tensors, dicts, lists and numbers alone: anything else it asks
 * for is refused by name, with a RangeError, as is a file that is cut short or damaged.
 *
 *     const weights = await readWeights("pt_inception-2015-12-05-6726825d.pth");
 *     const { shape, dtype, data } = weights.get("Conv2d_1a_3x3.conv.weight")!;
 */
export async function readWeights(from: string | URL): Promise<Weights> {
  return withSource(from, async (source) => {
    try {
      return await readers[await formatOf(source)](source);
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause;
      throw new RangeError(`${String(from)} cannot be read as weights: ${cause.message}`, { cause });
    }
  });
}
