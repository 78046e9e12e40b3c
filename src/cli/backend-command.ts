import { defineCommand } from "citty";
import pc from "picocolors";
import { installBackend, listBackends, removeBackend, type Listed } from "../backends/index.ts";
import { bestBackend, installable } from "../protocol/node/backend-store.ts";
import { known } from "./known.ts";
import { surroundings } from "./surroundings.ts";
import { told } from "./told.ts";
import { UsageProblem } from "./usage-problem.ts";

const listCommand = defineCommand({
  meta: { name: "list", description: "Try every backend and say which one runs cells" },
  args: { json: { type: "boolean", description: "one JSON array" } },
  run: ({ args }) =>
    told(args, ["json"], 0, async ({ signal }) => {
      const listed = await listBackends(process.env.NOISEBOOK_BACKEND || "auto", surroundings, signal);
      if (args.json) console.log(JSON.stringify(listed, null, 2));
      else for (const each of listed) console.log(describe(each));
    }),
});

const installCommand = defineCommand({
  meta: { name: "install", description: "Install native (TensorFlow) or webgpu" },
  args: {
    name: { type: "positional", description: installable.join(" or "), required: true },
    gpu: { type: "boolean", description: "native: compute on an NVIDIA GPU" },
    from: {
      type: "string",
      description: "native: npm, pypi (the default), or a folder that holds TensorFlow",
      valueHint: "SOURCE",
    },
  },
  run: ({ args }) =>
    told(args, ["name", "gpu", "from"], 1, async (work) => {
      const name = known(args.name, installable);
      if (name !== "native" && (args.gpu || args.from))
        throw new UsageProblem("--gpu and --from belong to native.");
      if (args.from === "") throw new UsageProblem("--from needs npm, pypi or a folder.");
      const options = { from: args.from ?? "pypi", gpu: args.gpu ?? false };
      const installed = await installBackend(name, options, surroundings, work);
      console.log(`Installed ${name}: ${installed.library} on ${installed.device}.`);
      console.log(
        bestBackend() === name
          ? 'Kernels that start from now on use it where the backend is "auto".'
          : `It is used where it is asked for: NOISEBOOK_BACKEND=${name}, or the setting noisebook.backend.`,
      );
    }),
});

const removeCommand = defineCommand({
  meta: { name: "remove", description: "Remove an installed backend" },
  args: { name: { type: "positional", description: installable.join(" or "), required: true } },
  run: ({ args }) =>
    told(args, ["name"], 1, async () => {
      const name = known(args.name, installable);
      console.log((await removeBackend(name)) ? `Removed ${name}.` : `${name} is not installed.`);
    }),
});

export const backendCommand = defineCommand({
  meta: { name: "backend", description: "Show what tensors are computed on, install another or remove it" },
  subCommands: { list: listCommand, install: installCommand, remove: removeCommand },
  default: "list",
});

function describe(each: Listed): string {
  const mark = each.chosen ? pc.green("●") : each.runs ? "○" : pc.dim("·");
  const name = each.name.padEnd(7);
  if (!each.runs) return `${mark} ${pc.dim(`${name} ${each.why}`)}`;
  const source = each.source ? pc.dim(`  (${each.source})`) : "";
  return `${mark} ${name} ${each.device}, ${each.library}${source}${each.chosen ? pc.green("  runs cells") : ""}`;
}
