/** The wasm heap has no room for a block of this size. */
export class HeapFull extends Error {
  override name = "HeapFull";

  constructor(bytes: number) {
    super(`The wasm heap has no room for another ${bytes} bytes`);
  }
}

/** Makes an allocation that fails an error: tfjs takes the null pointer for an address and writes over its own memory. */
export const checked =
  (malloc: (bytes: number) => number) =>
  (bytes: number): number => {
    const address = malloc(bytes);
    if (address === 0) throw new HeapFull(bytes);
    return address;
  };
