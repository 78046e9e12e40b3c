import { mkdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { defineCommand } from "citty";
import { exitCode } from "./exit-codes.ts";
import type { Exported } from "./export/exported.ts";
import { readNotebook, type Notebook } from "./notebook.ts";
import { isForPeople, messageOf } from "./problems.ts";
import { readArguments, type Arguments, type Option } from "./read-arguments.ts";
import { UsageProblem } from "./usage-problem.ts";
import { writeWhole } from "./write-file.ts";

const options = {
  to: {
    type: "string",
    valueHint: "html|ts|md",
    description:
      "html: one page that plays trajectories; ts: the cells as a module; md: Markdown with pictures",
  },
  out: {
    type: "string",
    valueHint: "FILE",
    description: 'where to write (default: beside the notebook, under its name); "-" is standard output',
  },
} satisfies Record<string, Option>;

export const exportCommand = defineCommand({
  meta: { name: "export", description: "Make a page, a module or Markdown of a notebook as it is saved" },
  args: {
    file: { type: "positional", description: "the notebook (.ipynb)", required: true },
    ...options,
  },
  async run({ rawArgs }) {
    const given = readArguments(rawArgs, options);
    try {
      await exportNotebook(given);
    } catch (error) {
      if (!isForPeople(error) || error instanceof UsageProblem) throw error;
      console.error(messageOf(error, given.file));
      process.exitCode = exitCode.cannotRun;
    }
  },
});

const formats = ["html", "ts", "md"] as const;
type Format = (typeof formats)[number];

async function exportNotebook(given: Arguments): Promise<void> {
  const format = formats.find((each) => each === given.text("to"));
  if (!format) throw new UsageProblem(`Say what to export to: --to ${formats.join(", --to ")}.`);
  const file = path.resolve(given.file);
  const name = path.basename(file, path.extname(file));
  const out = given.text("out") ?? path.join(path.dirname(given.file), `${name}.${format}`);
  if (path.resolve(out) === file) throw new UsageProblem("--out names the notebook itself.");
  const notebook = await readNotebook(file);
  if (out === "-") {
    process.stdout.write((await make[format](notebook, file, null)).text);
    return;
  }
  const target = path.resolve(out);
  const { text, files } = await make[format](notebook, file, target);
  // The pictures first: a text that names them is there only when they are.
  for (const { name: relative, bytes } of files) {
    const at = path.join(path.dirname(target), relative);
    await mkdir(path.dirname(at), { recursive: true });
    await writeWhole(at, bytes);
  }
  await writeWhole(target, text);
  console.log(`Written to ${out}`);
}

const built = fileURLToPath(new URL("../export/", import.meta.url));

/**
 * `target` is the file that will be written; null for standard output. Each format loads what it needs by itself:
 * Markdown, formulas and colours are four fifths of the command line, and `run` needs none of them.
 */
const make: Record<Format, (notebook: Notebook, file: string, target: string | null) => Promise<Exported>> = {
  async html(notebook, file) {
    const [{ toHtml }, { localImages }, { readAssets }] = await Promise.all([
      import("./export/html.ts"),
      import("./export/local-images.ts"),
      import("../page/index.ts"),
    ]);
    const images = localImages(path.dirname(file));
    return { text: toHtml(notebook, path.basename(file), images, await readAssets(built)), files: [] };
  },
  async ts(notebook) {
    const { toTypeScript } = await import("./export/ts.ts");
    return { text: toTypeScript(notebook), files: [] };
  },
  async md(notebook, _, target) {
    const { toMarkdown } = await import("./export/md.ts");
    return toMarkdown(notebook, target && path.basename(target, path.extname(target)));
  },
};
