// Runs built test files with `node --test`, live, and counts them.
import { existsSync } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { command } from "./command.mjs";
import { cache, dist, root, shown } from "./project.mjs";
import { Problem } from "./problem.mjs";
import { countsFrom } from "./tally.mjs";

/** The built test files under `dist/test/<folder>`.
 * @param {string} folder */
async function testFiles(folder) {
  const at = path.join(dist, "test", folder);
  const names = existsSync(at) ? await readdir(at, { recursive: true }) : [];
  const files = names.filter((name) => /\.test\.m?js$/.test(name)).map((name) => path.join(at, name));
  if (files.length === 0)
    throw new Problem(`There are no built tests in ${shown(at)}.`, "Build them: node esbuild.mjs tests");
  return files.sort();
}

/** Where the step called `name` writes its counts. @param {string} name */
export async function countsFile(name) {
  const file = path.join(cache, "counts", `${name.replace(/\W+/g, "-")}.json`);
  await mkdir(path.dirname(file), { recursive: true });
  await rm(file, { force: true });
  return file;
}

/**
 * @param {string} folder under `dist/test`
 * @param {string} node the Node that runs them
 * @param {{ flags?: string[], env?: NodeJS.ProcessEnv, which?: (file: string) => boolean }} [options]
 */
export async function nodeTests(folder, node, { flags = [], env, which = () => true } = {}) {
  const files = (await testFiles(folder)).filter(which);
  const counts = await countsFile(`${folder}-${path.basename(path.dirname(path.dirname(node)))}`);
  const reporter = pathToFileURL(path.join(root, "scripts", "lib", "count-reporter.mjs")).href;
  const { code } = await command(
    node,
    [
      // With a limit: a test that hangs fails, and the others still run.
      ...["--test", "--test-timeout=300000", "--enable-source-maps"],
      // Left to itself, Node keeps a processor free. Here one file more than there are processors runs: many only wait.
      ...[`--test-concurrency=${os.availableParallelism() + 1}`, ...flags],
      ...["--test-reporter=spec", "--test-reporter-destination=stdout"],
      ...[`--test-reporter=${reporter}`, `--test-reporter-destination=${counts}`],
      ...files,
    ],
    // What this machine's user has installed must not change what is tested.
    { cwd: root, env: { NOISEBOOK_CACHE: path.join(cache, "test", "backends"), ...env }, live: true },
  );
  return countsFrom(counts, code);
}
