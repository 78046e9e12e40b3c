// The secret in the workbench's address. Kept, so that a restart does not change the address.
import { randomBytes } from "node:crypto";
import { chmod, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

/** @param {string} file readable by this user only
 * @returns {Promise<string>} */
export async function connectionToken(file) {
  const kept = await readFile(file, "utf8").catch(() => "");
  if (/^[0-9a-f]{32}$/.test(kept)) {
    await chmod(file, 0o600);
    return kept;
  }
  const token = randomBytes(16).toString("hex");
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, token, { mode: 0o600 });
  await chmod(file, 0o600); // a file that was there keeps its mode otherwise
  return token;
}
