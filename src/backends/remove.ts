import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { backendFolder, type Installable } from "../protocol/node/backend-store.ts";
import { Staging } from "./staging.ts";

/** Removes an installed backend, and what an interrupted install has left. Resolves with whether there was anything. */
export async function removeBackend(name: Installable): Promise<boolean> {
  const folders = [backendFolder(name), new Staging(name).folder].filter((folder) => existsSync(folder));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  return folders.length > 0;
}
