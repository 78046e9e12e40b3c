// The backend that tensors live on. `NOISEBOOK_BACKEND` names one, or is "auto" as it is without; `NOISEBOOK_THREADS` the
// threads of wasm. A backend that was asked for by its name and cannot run is an error: never another one in its place.
import { ready as tfReady, setBackend } from "@tensorflow/tfjs-core";
import { bestBackend } from "../../protocol/node/backend-store.ts";
import { startCpu } from "./cpu.ts";
import { startNative } from "./native/start.ts";
import { startWasm } from "./wasm/start.ts";
import { startWebgpu } from "./webgpu/start.ts";

export type BackendName = "native" | "webgpu" | "wasm" | "cpu";

export interface Backend {
  readonly name: BackendName;
  /** What its kernels run on, in a person's words: "NVIDIA H100", "CPU, 2 threads". */
  readonly device: string;
  /** What computes: "libtensorflow 2.21.0". */
  readonly library: string;
  readonly gpu: boolean;
  /** Threads of the CPU that its kernels run on; 0 on a GPU. */
  readonly threads: number;
}

/** A backend that has been registered with tfjs, under the name that tfjs has for it. */
export interface Started extends Backend {
  readonly tfjs: string;
}

const starters: Record<string, () => Promise<Started>> = {
  native: startNative,
  webgpu: startWebgpu,
  wasm: startWasm,
  cpu: startCpu,
};

async function start(asked: string): Promise<Backend> {
  const name = asked === "auto" ? bestBackend() : asked;
  if (!Object.hasOwn(starters, name)) {
    const known = ["auto", ...Object.keys(starters)].join(", ");
    throw new Error(`There is no backend "${name}" (NOISEBOOK_BACKEND): choose one of ${known}`);
  }
  let started: Started;
  try {
    started = await starters[name]();
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The backend "${name}" could not start: ${reason}`, { cause });
  }
  if (!(await setBackend(started.tfjs))) throw new Error(`tfjs refused the backend "${name}"`);
  await tfReady();
  const { device, library, gpu, threads } = started;
  return { name: started.name, device, library, gpu, threads };
}

/** The backend in use. */
export const backend: Backend = await start(process.env.NOISEBOOK_BACKEND || "auto");

/** Resolves when tensors can be made: at once, since importing any part of the runtime waits for it. */
export const ready = (): Promise<Backend> => Promise.resolve(backend);
