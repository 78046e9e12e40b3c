/** A shape as people write it: [128, 2]. */
export const shapeText = (shape: readonly number[]): string => `[${shape.join(", ")}]`;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((size, length) => size * length, 1);

/** Throws unless `value` is a whole number of at least `least`. */
export function expectInteger(name: string, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least) {
    throw new RangeError(`${name} must be a whole number of at least ${least}, not ${value}`);
  }
}
