import { bestBackend, installable, readInstalled, type Installable } from "../protocol/node/backend-store.ts";
import { check } from "./check.ts";
import { backendNames, type BackendName } from "./names.ts";
import { BackendProblem } from "./problem.ts";
import type { Surroundings } from "./work.ts";

/** A backend as it was found: what it runs on, or why it does not run. */
export type Listed = { name: BackendName; chosen: boolean } & (
  | { runs: true; device: string; library: string; gpu: boolean; threads: number; source: string | null }
  | { runs: false; why: string }
);

/** Tries every backend. `setting` is a name or "auto"; `chosen` is the one that a kernel would use with it. */
export async function listBackends(
  setting: string,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<Listed[]> {
  const chosen = setting === "auto" ? bestBackend() : setting;
  const listed: Listed[] = [];
  for (const name of backendNames)
    listed.push({ ...(await look(name, surroundings, signal)), chosen: name === chosen });
  return listed;
}

type Look = Listed extends infer Each ? (Each extends Listed ? Omit<Each, "chosen"> : never) : never;

async function look(name: BackendName, surroundings: Surroundings, signal: AbortSignal): Promise<Look> {
  const isOurs = !(installable as readonly string[]).includes(name);
  const installed = isOurs ? null : readInstalled(name as Installable);
  if (!isOurs && !installed)
    return { name, runs: false, why: `not installed: noisebook backend install ${name}` };
  try {
    const { device, library, gpu, threads } = await check(name, surroundings, signal);
    return { name, runs: true, device, library, gpu, threads, source: installed?.source ?? null };
  } catch (error) {
    if (!(error instanceof BackendProblem)) throw error;
    return { name, runs: false, why: error.message };
  }
}
