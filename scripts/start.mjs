// npm start: opens VS Code with the extension and the tutorials, after installing and building what is missing.
import { existsSync } from "node:fs";
import { mkdir, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./lib/build.mjs";
import { connectionToken } from "./lib/connection-token.mjs";
import { installDependencies } from "./lib/dependencies.mjs";
import { desktopCode } from "./lib/desktop-code.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { nodeOf } from "./lib/npm-node.mjs";
import { onPath } from "./lib/on-path.mjs";
import { openBrowser } from "./lib/open-browser.mjs";
import { freeFrom, isFree } from "./lib/port.mjs";
import { Problem } from "./lib/problem.mjs";
import { cache, notebooks, root, shown } from "./lib/project.mjs";
import { quiet, seedSettings } from "./lib/settings.mjs";
import { step } from "./lib/step.mjs";
import { foldersOf, remoteUri, startServer, workbenchUrl } from "./lib/web-server.mjs";
import { webVSCode } from "./lib/web-vscode.mjs";
import { runMain } from "./lib/run-main.mjs";

const usage = `npm start -- [--open] [--web] [--port N] [notebook]

  --open     also opens the browser
  --web      the web VS Code, even where the code command is on PATH
  --port N   where the web VS Code listens (8391, or the next free one)
  notebook   what to open (notebooks/00-tour.ipynb)`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        open: { type: "boolean" },
        web: { type: "boolean" },
        port: { type: "string" },
        help: { type: "boolean" },
      },
    });
    if (positionals.length > 1) throw new Error(`one notebook at most, not ${positionals.length}`);
    return { ...values, notebook: positionals[0] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem(`${message.split(". ")[0]}.`, `Usage: ${usage}`); // what Node adds is about parsing in general
  }
}

/** @param {string | undefined} named */
function chosenNotebook(named) {
  const notebook = path.resolve(named ?? path.join(notebooks, "00-tour.ipynb"));
  if (existsSync(notebook)) return notebook;
  if (named)
    throw new Problem(
      `There is no notebook ${notebook}.`,
      `Name one that is there, for example one in ${shown(notebooks)}.`,
    );
  return undefined; // a checkout without the tour still opens its folder
}

/** @param {string | undefined} asked */
async function choosePort(asked) {
  if (asked === undefined) {
    const port = await freeFrom(8391);
    if (port === undefined)
      throw new Problem("No free port from 8391 on.", "Name one: npm start -- --port 9000");
    if (port !== 8391) console.log(`· Port 8391 is taken, so this one listens on ${port}.`);
    return port;
  }
  const port = Number(asked);
  if (!Number.isInteger(port) || port < 1 || port > 65535)
    throw new Problem(`${asked} is not a port.`, "Give a number from 1024 to 65535.");
  if (!(await isFree(port)))
    throw new Problem(
      `Port ${port} cannot be used: another program listens there, or it needs more rights.`,
      "End that program, name another port, or leave --port out to get a free one.",
    );
  return port;
}

/** Puts the extension where the server looks for installed ones: a link, so that a rebuild needs no install.
 * @param {string} extensions */
async function linkExtension(extensions) {
  await mkdir(extensions, { recursive: true });
  const link = path.join(extensions, "noisebook.noisebook");
  await rm(link, { recursive: true, force: true });
  await rm(path.join(extensions, "extensions.json"), { force: true }); // the server lists the folder anew without it
  await symlink(root, link, process.platform === "win32" ? "junction" : "dir");
}

/** @param {string | undefined} notebook
 * @param {{ port?: string, open?: boolean }} options */
async function openWeb(notebook, { port: asked, open }) {
  const port = await choosePort(asked);
  const node = await nodeOf(24);
  const main = await webVSCode();
  const data = path.join(cache, "workbench");
  const folders = foldersOf(data);
  const folder = notebook ? path.dirname(notebook) : notebooks;
  const tokenFile = path.join(data, "token");
  const token = await connectionToken(tokenFile);
  await seedSettings(folders.settings, quiet);
  await linkExtension(folders.extensions);
  const server = await step("Starting the web VS Code", () =>
    startServer({ node, main, port, data, tokenFile, flags: ["--default-folder", folder] }),
  );
  /** @type {[string, string][]} */
  const payload = notebook ? [["openFile", remoteUri(server.url, notebook)]] : [];
  const url = workbenchUrl(server.url, { folder, payload, token });
  console.log(`\n  Noisebook is ready. Open this address in a browser:\n\n  ${url}\n\n  Ctrl-C ends it.\n`);
  if (open && !(await openBrowser(url)))
    console.log("  No browser could be opened from here: open the address yourself.\n");
  const code = await server.ended;
  throw new Problem(
    `The web VS Code ended by itself (code ${code}).`,
    `Its log says why: ${shown(folders.log)}`,
  );
}

async function main() {
  requireNode();
  const options = readArguments();
  if (options.help) return console.log(usage);
  const notebook = chosenNotebook(options.notebook);
  await installDependencies();
  await buildIfStale();
  const code = options.web ? undefined : onPath("code");
  if (!code) return openWeb(notebook, options);
  console.log(`· Opening ${code}; closing its window ends this. (--web opens the web VS Code instead.)`);
  await desktopCode(code, notebook ? path.dirname(notebook) : notebooks, notebook);
}

await runMain(main);
