/** Throws unless the order of a method is a whole number from 1 to `most`. */
export function expectOrder(name: string, order: number, most: number): void {
  if (!Number.isInteger(order) || order < 1 || order > most)
    throw new RangeError(`The order of ${name} is a whole number from 1 to ${most}, not ${order}`);
}
