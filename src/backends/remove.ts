import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { backendFolder, type Installable } from "../protocol/node/backend-store.ts";
import { extraFolder, type Extra } from "../protocol/node/extra-store.ts";
import { Staging } from "./staging.ts";

/** Removes an installed backend, and what an interrupted install has left. Resolves with whether there was anything. */
export const removeBackend = (name: Installable): Promise<boolean> => removeFrom(backendFolder(name));

/** The same of a library. Models that it has downloaded stay. */
export const removeExtra = (name: Extra): Promise<boolean> => removeFrom(extraFolder(name));

async function removeFrom(place: string): Promise<boolean> {
  const folders = [place, new Staging(place).folder].filter((folder) => existsSync(folder));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  return folders.length > 0;
}
