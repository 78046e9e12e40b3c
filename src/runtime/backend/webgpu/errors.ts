import type { Device } from "./gpu.ts";

/** The GPU refused something: a tensor beyond its limits, or its memory is full. What was to be computed is not there. */
export class GpuError extends Error {
  override name = "GpuError";
}

const kinds = ["validation", "out-of-memory", "internal"] as const;

/**
 * What a device complains of, which WebGPU tells nobody: a computation that it refuses gives zeros. Asked at every read,
 * so that the cell that reads fails.
 */
export class Complaints {
  readonly #device: Device;
  #lost: string | null = null;

  constructor(device: Device) {
    this.#device = device;
    void device.lost.then(({ message }) => (this.#lost = message));
    this.#listen();
  }

  /** Rejects with GpuError where anything has been refused since the last time. */
  async check(): Promise<void> {
    if (this.#lost !== null) throw new GpuError(`The GPU was lost: ${this.#lost} Restart the kernel.`);
    const scopes = kinds.map(() => this.#device.popErrorScope());
    this.#listen();
    const errors = (await Promise.all(scopes)).filter((error) => error !== null);
    if (errors.length === 0) return;
    const [{ message }] = errors;
    throw new GpuError(`The GPU refused a computation, whose result is not there: ${message.split("\n")[0]}`);
  }

  #listen(): void {
    for (const kind of kinds) this.#device.pushErrorScope(kind);
  }
}
