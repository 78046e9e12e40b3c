/** A message's part as JSON. Bytes and typed arrays become base64 of their little-endian memory. */
export const toJson = (value: unknown): string => JSON.stringify(value, replace);

function replace(this: unknown, key: string, value: unknown): unknown {
  // Not `value`: a Buffer has already made itself an object of numbers there.
  const original = (this as Record<string, unknown>)[key];
  if (ArrayBuffer.isView(original))
    return Buffer.from(original.buffer, original.byteOffset, original.byteLength).toString("base64");
  if (original instanceof ArrayBuffer) return Buffer.from(original).toString("base64");
  return typeof value === "bigint" ? value.toString() : value;
}
