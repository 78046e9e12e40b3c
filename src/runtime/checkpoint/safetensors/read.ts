import { dtypes, type Weight, type Weights } from "../weights/dtypes.ts";
import type { ByteSource } from "../weights/source.ts";
import { decodeHeader, headerLength, lengthBytes, type Header } from "./header.ts";

/**
 * The tensors of a safetensors file, each read straight into its own buffer, and its metadata. Throws a RangeError as
 * `decodeHeader` does.
 */
export async function readSafetensors(
  source: ByteSource,
): Promise<{ weights: Weights; metadata: Header["metadata"] }> {
  const { size } = source;
  const length = headerLength(await source.read(0, Math.min(lengthBytes, size)), size);
  const { places, metadata } = decodeHeader(await source.read(lengthBytes, length), size);
  const weights = new Map<string, Weight>();
  for (const { name, dtype, shape, begin, end } of places) {
    const { buffer } = await source.read(begin, end - begin);
    weights.set(name, { shape, dtype, data: dtypes[dtype].decode(buffer) });
  }
  return { weights, metadata };
}
