// What the kernel says of the runtime's exports when somebody asks: dist/runtime/docs.json.
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";

/**
 * Writes it anew where what it is made of has changed: reading all types takes the compiler some seconds.
 * @param {string} root the project's
 * @param {Record<string, string>} entries module name to file, as the runtime is built */
export async function buildDocs(root, entries) {
  const to = path.join(root, "dist/runtime/docs.json");
  const stamp = await stampOf(root);
  if ((await stampIn(to)) === stamp) return;
  const { readModules } = await import("./read-modules.mjs");
  const modules = readModules(root, entries);
  await mkdir(path.dirname(to), { recursive: true });
  // A kernel may read it meanwhile.
  await writeFile(`${to}.new`, JSON.stringify({ stamp, modules }));
  await rename(`${to}.new`, to);
}

/** @param {string} file */
async function stampIn(file) {
  try {
    return JSON.parse(await readFile(file, "utf8")).stamp;
  } catch {
    return null; // none yet, or one that was cut off
  }
}

/** The content of all that the docs come from; packages are as the lock file says.
 * @param {string} root */
async function stampOf(root) {
  const hash = createHash("sha256");
  for (const folder of ["src/runtime", "src/protocol", "scripts/docs"]) {
    const files = (await readdir(path.join(root, folder), { recursive: true })).filter((name) =>
      /\.m?ts$|\.mjs$/.test(name),
    );
    for (const file of files.sort()) {
      hash.update(`${folder}/${file}\0`).update(await readFile(path.join(root, folder, file)));
    }
  }
  return hash
    .update(await readFile(path.join(root, "package-lock.json")))
    .update(await readFile(path.join(root, "tsconfig.base.json")))
    .digest("hex");
}
