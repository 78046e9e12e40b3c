import { util, type DataType } from "@tensorflow/tfjs-core";

/** Bytes that a backend holds of a tensor; the length of text is not known. */
export const bytesOf = ({ size, dtype }: { readonly size: number; readonly dtype: DataType }): number =>
  dtype === "string" ? 0 : size * util.bytesPerElement(dtype);
