import { KernelBackend } from "@tensorflow/tfjs-core";

/** Stands for the memory of a tensor that has not been computed yet. */
export class Pending {
  /** Its number in the trace. */
  readonly value: number;
  /** How many tensors have it. */
  refs = 1;
  /** The run that it is of; null once its memory is there. */
  owner: object | null;

  constructor(value: number, owner: object) {
    this.value = value;
    this.owner = owner;
  }
}

/** What tfjs takes for the backend of such memory until it is there. Whoever reads at once makes it come at once. */
export class PendingBackend extends KernelBackend {
  readonly #settle: () => void;
  readonly #home: KernelBackend;

  constructor(home: KernelBackend, settle: () => void) {
    super();
    this.#home = home;
    this.#settle = settle;
  }

  override refCount(id: object): number {
    return (id as Pending).refs;
  }
  override incRef(id: object): void {
    (id as Pending).refs++;
  }
  override disposeData(id: object, force = false): boolean {
    const pending = id as Pending;
    pending.refs--;
    if (pending.refs > 0 && !force) return false;
    pending.refs = 0;
    return true;
  }
  override readSync(id: object) {
    this.#settle();
    return this.#home.readSync(id);
  }
  override async read(id: object) {
    await Promise.resolve(); // whoever waits does so until the function has ended, and its graph has run
    return this.#home.read(id);
  }
  override numDataIds(): number {
    return 0;
  }
  override floatPrecision() {
    return this.#home.floatPrecision();
  }
  override dispose(): void {
    // It has nothing of its own.
  }
}
