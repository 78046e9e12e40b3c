import { defineCommand } from "citty";
import pc from "picocolors";
import { installExtra, removeExtra } from "../backends/index.ts";
import { extras, readInstalledExtra, type Extra } from "../protocol/node/extra-store.ts";
import { known } from "./known.ts";
import { surroundings } from "./surroundings.ts";
import { told } from "./told.ts";

/** What each is for. */
const purposes: Record<Extra, string> = { transformers: "CLIP in ONNX files: clipFromTransformers" };

const listCommand = defineCommand({
  meta: { name: "list", description: "Say which libraries are installed" },
  run: ({ args }) =>
    told(args, [], 0, () => {
      for (const name of extras) {
        const installed = readInstalledExtra(name);
        const what = installed?.library ?? pc.dim(`not installed: noisebook extra install ${name}`);
        console.log(
          `${installed ? pc.green("●") : pc.dim("·")} ${name}  ${what}  ${pc.dim(`(${purposes[name]})`)}`,
        );
      }
      return Promise.resolve();
    }),
});

const installCommand = defineCommand({
  meta: { name: "install", description: "Install a library" },
  args: { name: { type: "positional", description: extras.join(" or "), required: true } },
  run: ({ args }) =>
    told(args, ["name"], 1, async (work) => {
      const name = known(args.name, extras);
      const { library } = await installExtra(name, surroundings, work);
      console.log(`Installed ${library}.`);
    }),
});

const removeCommand = defineCommand({
  meta: { name: "remove", description: "Remove an installed library" },
  args: { name: { type: "positional", description: extras.join(" or "), required: true } },
  run: ({ args }) =>
    told(args, ["name"], 1, async () => {
      const name = known(args.name, extras);
      console.log((await removeExtra(name)) ? `Removed ${name}.` : `${name} is not installed.`);
    }),
});

export const extraCommand = defineCommand({
  meta: { name: "extra", description: "Show the libraries that some functions need, install or remove one" },
  subCommands: { list: listCommand, install: installCommand, remove: removeCommand },
  default: "list",
});
