import { KernelProcess } from "../client/index.ts";
import type { FromKernel, ToKernel } from "../protocol/index.ts";

export interface KeeperOptions {
  node: string;
  main: string;
  folder: string;
  onMessage(message: FromKernel): void;
  /** The kernel has ended, and not by `stop`. */
  onDeath(reason: string): void;
}

/** Keeps a kernel process: starts one, and another when a message needs it after one has died. */
export class Keeper {
  readonly #options: KeeperOptions;
  #kernel: KernelProcess | null = null;
  #stopping = false;

  constructor(options: KeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#kernel ??= this.#spawn();
  }

  send(message: ToKernel): void {
    if (!this.#stopping) (this.#kernel ??= this.#spawn()).send(message);
  }

  interrupt(): void {
    this.#kernel?.interrupt();
  }

  /** Ends the process for good. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await this.#kernel?.stop();
  }

  #spawn(): KernelProcess {
    const options = this.#options;
    return new KernelProcess({
      node: options.node,
      main: options.main,
      folder: options.folder,
      onMessage: (message) => options.onMessage(message),
      onStrayOutput: () => undefined, // onMessage has had it
      onRawText: (text) => process.stderr.write(text), // which Jupyter writes to its log
      onExit: (reason) => {
        this.#kernel = null;
        if (!this.#stopping) options.onDeath(reason);
      },
    });
  }
}
