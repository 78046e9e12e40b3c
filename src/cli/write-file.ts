import { constants } from "node:fs";
import { access, open, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Writes a file so that at every moment the old or the new one is there, whole: a full disk or a power cut never
 * costs a person both. What is no ordinary file (/dev/stdout) is written to as it is.
 */
export async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(file).catch(() => file);
  const before = await stat(target).catch(() => null);
  if (before && !before.isFile()) {
    await writeFile(target, content);
    return;
  }
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
  try {
    const handle = await open(draft, "w", before?.mode);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Throws the system's error where the file could not be written: found out before hours of work, not after. */
export async function checkWritable(file: string): Promise<void> {
  const target = await realpath(file).catch(() => file);
  if ((await stat(target).catch(() => null))?.isDirectory()) {
    throw Object.assign(new Error(`${file} is a folder`), { syscall: "open" });
  }
  await access(path.dirname(target), constants.W_OK);
}
