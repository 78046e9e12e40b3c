import { rename, writeFile } from "node:fs/promises";

/** Writes a file; what stood at the path stays whole until the new one is. */
export async function replaceFile(path: string | URL, bytes: Uint8Array): Promise<void> {
  const unfinished = path instanceof URL ? new URL(`${path.href}.part`) : `${path}.part`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
}
