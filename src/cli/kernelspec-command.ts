import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineCommand } from "citty";
import {
  dataFolders,
  install,
  KernelspecProblem,
  kernelspecs,
  prefixDataFolder,
  remove,
  stableNode,
  userDataFolder,
  type Installed,
} from "../jupyter/index.ts";
import { refuseUnknown } from "./strict-command.ts";
import { UsageProblem } from "./usage-problem.ts";

const cannot = 2;
const surroundings = { platform: process.platform, env: process.env, home: os.homedir() };
const ofProject = (...parts: string[]): string =>
  fileURLToPath(new URL(["..", "..", ...parts].join("/"), import.meta.url));

const prefix = {
  type: "string",
  description: "a Python environment or system prefix: DIR/share/jupyter/kernels",
  valueHint: "DIR",
} as const;

const installCommand = defineCommand({
  meta: { name: "install", description: "Make Noisebook known to Jupyter" },
  args: {
    user: { type: "boolean", description: "for this user (the default)" },
    prefix,
    name: { type: "string", description: "the kernel's name", default: "noisebook", valueHint: "NAME" },
  },
  run: ({ args }) =>
    told(args, ["user", "prefix", "name"], 0, async () => {
      if (args.user && args.prefix) throw new KernelspecProblem("Give --user or --prefix, not both.");
      const node = stableNode(process.execPath, { ...surroundings, temporary: os.tmpdir() });
      const script = ofProject("bin", "noisebook.mjs");
      const data = args.prefix ? ofPrefix(args.prefix) : userDataFolder(surroundings);
      const folder = await install(data, args.name, { node: node.path, script, media: ofProject("media") });
      console.log(`Installed in ${folder}`);
      console.log(`Node: ${node.path} (${node.why})`);
      console.log(
        'Next: start Jupyter and choose "Noisebook (TypeScript)". A Jupyter that runs: reload its page.',
      );
    }),
});

const listCommand = defineCommand({
  meta: { name: "list", description: "Show where Noisebook is installed for Jupyter" },
  args: { prefix },
  run: ({ args }) =>
    told(args, ["prefix"], 0, async () => {
      const found = await kernelspecs(args.prefix ? [ofPrefix(args.prefix)] : dataFolders(surroundings));
      if (found.length === 0) console.log("Not installed for Jupyter yet: noisebook kernelspec install");
      for (const spec of found) console.log(describe(spec));
    }),
});

const removeCommand = defineCommand({
  meta: { name: "remove", description: "Undo an install" },
  args: {
    name: { type: "positional", description: "the kernel's name, as list shows it", required: true },
    prefix,
  },
  run: ({ args }) =>
    told(args, ["name", "prefix"], 1, async () => {
      const folders = args.prefix ? [ofPrefix(args.prefix)] : dataFolders(surroundings);
      console.log(`Removed ${await remove(args.name, folders)}`);
    }),
});

export const kernelspecCommand = defineCommand({
  meta: { name: "kernelspec", description: "Install Noisebook as a kernel of Jupyter, list or remove it" },
  subCommands: { install: installCommand, list: listCommand, remove: removeCommand },
});

const ofPrefix = (folder: string): string => prefixDataFolder(path.resolve(folder), surroundings);

const describe = ({ name, displayName, folder, missing }: Installed): string =>
  `${name}  ${displayName}  ${folder}  ` +
  (missing.length === 0
    ? "node and script are there"
    : `gone: ${missing.join(", ")}. Install again: noisebook kernelspec install`);

/** Does the work once the arguments are known to be ours, and tells what a person can help. */
async function told(
  args: { _: string[] } & object,
  options: string[],
  positionals: number,
  work: () => Promise<void>,
): Promise<void> {
  try {
    if ("prefix" in args && args.prefix === "")
      throw new KernelspecProblem("--prefix needs a folder: --prefix DIR.");
    refuseUnknown(args, options, positionals);
    await work();
  } catch (error) {
    if (error instanceof KernelspecProblem || error instanceof UsageProblem) console.error(error.message);
    else if (error instanceof Error && "syscall" in error) console.error(`Cannot write: ${error.message}`);
    else throw error;
    process.exitCode = cannot;
  }
}
