// A folder that is either complete or absent: filled under another name, renamed when it is whole.
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { atEnd } from "./lifetime.mjs";

/** @param {number} pid */
function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Removes what installs that were cut off left behind.
 * @param {string} folder */
async function removeLeftovers(folder) {
  const prefix = `${path.basename(folder)}.part-`;
  for (const name of await readdir(path.dirname(folder)))
    if (name.startsWith(prefix) && !alive(Number(name.slice(prefix.length))))
      await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
}

/** @param {string} folder
 * @param {string} stamp */
export async function isInstalled(folder, stamp) {
  const file = path.join(folder, ".complete");
  return existsSync(file) && (await readFile(file, "utf8")) === stamp;
}

/**
 * Fills `folder` unless it was filled for the same `stamp` before.
 * @param {string} folder
 * @param {string} stamp what the folder is filled with: versions, and the ways they were changed
 * @param {(folder: string) => Promise<void>} fill
 */
export async function installOnce(folder, stamp, fill) {
  if (await isInstalled(folder, stamp)) return;
  await mkdir(path.dirname(folder), { recursive: true });
  await removeLeftovers(folder);
  const part = `${folder}.part-${process.pid}`;
  const forget = atEnd(() => rm(part, { recursive: true, force: true }));
  try {
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    await fill(part);
    await writeFile(path.join(part, ".complete"), stamp);
    if (await isInstalled(folder, stamp)) return; // another run was quicker
    await rm(folder, { recursive: true, force: true });
    await rename(part, folder);
  } finally {
    await rm(part, { recursive: true, force: true });
    forget();
  }
}
