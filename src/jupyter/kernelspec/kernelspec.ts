import { existsSync } from "node:fs";
import { copyFile, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import * as v from "valibot";

const Spec = v.looseObject({ argv: v.array(v.string()), display_name: v.optional(v.string(), "") });

/** A kernelspec cannot be written or removed; the message says why and what to do. */
export class KernelspecProblem extends Error {
  override name = "KernelspecProblem";
}

export interface Parts {
  node: string;
  /** bin/noisebook.mjs. */
  script: string;
  /** The folder with the logos. */
  media: string;
}

export interface Installed {
  name: string;
  displayName: string;
  folder: string;
  /** Of what it needs to start, the files that have gone. */
  missing: string[];
}

const kernelJson = "kernel.json";
const logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

/** Writes the kernelspec into a data folder of Jupyter's and returns its own folder. Throws KernelspecProblem. */
export async function install(
  dataFolder: string,
  name: string,
  { node, script, media }: Parts,
): Promise<string> {
  if (!isName(name))
    throw new KernelspecProblem(
      `"${name}" is no name for a kernel: letters, digits, ".", "-" and "_" make one.`,
    );
  const folder = path.join(dataFolder, "kernels", name);
  const before = await readSpec(folder);
  if (before && !isOurs(before)) throw notOurs(folder, "Install under another name with --name NAME.");
  const spec = {
    argv: [node, script, "jupyter", "{connection_file}"],
    display_name: "Noisebook (TypeScript)",
    language: "typescript",
    interrupt_mode: "message",
    metadata: { debugger: false },
  };
  await mkdir(folder, { recursive: true });
  for (const logo of logos) await copyFile(path.join(media, logo), path.join(folder, logo));
  // Last, and whole at once: without this file the folder is no kernel yet.
  const part = path.join(folder, `.${kernelJson}.part-${process.pid}`);
  try {
    await writeFile(part, `${JSON.stringify(spec, null, 2)}\n`);
    await rename(part, path.join(folder, kernelJson));
  } finally {
    await rm(part, { force: true });
  }
  return folder;
}

/** Noisebook's kernelspecs in these data folders. */
export async function kernelspecs(folders: string[]): Promise<Installed[]> {
  const found: Installed[] = [];
  for (const kernels of folders.map((folder) => path.join(folder, "kernels"))) {
    const names = await readdir(kernels).catch(() => []); // most of the folders are not there
    for (const name of names.sort()) {
      const folder = path.join(kernels, name);
      const spec = await readSpec(folder);
      if (!spec || !isOurs(spec)) continue;
      const missing = spec.argv.slice(0, 2).filter((file) => !existsSync(file));
      found.push({ name, displayName: spec.display_name, folder, missing });
    }
  }
  return found;
}

/** Removes the kernelspec of this name from the first of the data folders that has one. Throws KernelspecProblem. */
export async function remove(name: string, folders: string[]): Promise<string> {
  const places = folders.map((folder) => path.join(folder, "kernels", name));
  for (const folder of isName(name) ? places : []) {
    const spec = await readSpec(folder);
    if (!spec) continue;
    if (!isOurs(spec)) throw notOurs(folder, "To remove it all the same: jupyter kernelspec remove.");
    await rm(folder, { recursive: true });
    return folder;
  }
  throw new KernelspecProblem(`There is no kernel "${name}" in ${folders.join(", ")}.`);
}

/** Also no path: it becomes a folder. */
const isName = (name: string): boolean => /^\w[\w.-]*$/.test(name);

const notOurs = (folder: string, advice: string): KernelspecProblem =>
  new KernelspecProblem(`${folder} holds a kernel that does not start Noisebook. ${advice}`);

const isOurs = ({ argv }: v.InferOutput<typeof Spec>): boolean =>
  argv[2] === "jupyter" && /^noisebook(\.mjs)?$/.test(path.basename(argv[1]));

/** Null where there is none; one that cannot be read counts as somebody else's. */
async function readSpec(folder: string): Promise<v.InferOutput<typeof Spec> | null> {
  const file = path.join(folder, kernelJson);
  if (!existsSync(file)) return null;
  try {
    return v.parse(Spec, JSON.parse(await readFile(file, "utf8")));
  } catch {
    return { argv: [], display_name: "" };
  }
}
