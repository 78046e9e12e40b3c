// The backend that tensors live on. `NOISEBOOK_BACKEND` names one (wasm is the default), `NOISEBOOK_THREADS` the
// threads of wasm. A backend that was asked for and cannot run is an error: never another one in its place.
import { ready as tfReady, setBackend } from "@tensorflow/tfjs-core";
import { startCpu } from "./cpu.ts";
import { startWasm } from "./wasm/start.ts";

export interface Backend {
  /** What tfjs calls it: "wasm" or "cpu". */
  readonly name: string;
  /** Threads that its kernels run on. */
  readonly threads: number;
}

const starters: Record<string, () => Promise<Backend>> = { wasm: startWasm, cpu: startCpu };

async function start(name: string): Promise<Backend> {
  if (!Object.hasOwn(starters, name)) {
    const known = Object.keys(starters).join(", ");
    throw new Error(`There is no backend "${name}" (NOISEBOOK_BACKEND): choose one of ${known}`);
  }
  let started: Backend;
  try {
    started = await starters[name]();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The backend "${name}" could not start: ${reason}`, { cause });
  }
  if (!(await setBackend(name))) throw new Error(`tfjs refused the backend "${name}"`);
  await tfReady();
  return started;
}

/** The backend in use. */
export const backend: Backend = await start(process.env.NOISEBOOK_BACKEND || "wasm");

/** Resolves when tensors can be made: at once, since importing any part of the runtime waits for it. */
export const ready = (): Promise<Backend> => Promise.resolve(backend);
