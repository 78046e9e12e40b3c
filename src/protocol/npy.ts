/**
 * A NumPy file, format 1.0: a magic string, a header that is a Python dictionary padded so that the elements begin at a
 * multiple of 64 bytes, and the elements in C order. `descr` is NumPy's word for their kind, such as "<f8".
 */
export function npyFile(
  descr: string,
  shape: readonly number[],
  elements: Uint8Array,
): Uint8Array<ArrayBuffer> {
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const dictionary = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const start = Math.ceil((10 + dictionary.length + 1) / 64) * 64;
  const header = `${dictionary.padEnd(start - 11)}\n`;
  const file = new Uint8Array(start + elements.length);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length & 255, header.length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  file.set(elements, start);
  return file;
}
