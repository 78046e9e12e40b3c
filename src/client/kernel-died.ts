/** The kernel ended while a cell ran. The message says how. */
export class KernelDied extends Error {
  override name = "KernelDied";
}
