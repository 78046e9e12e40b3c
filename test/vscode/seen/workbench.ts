// A real VS Code for one test: a server with the packaged extension, a folder with files, and a browser that looks at it.
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { launchBrowser } from "../../../scripts/lib/browser.mjs";
import { installExtension } from "../../../scripts/lib/install-extension.mjs";
import { anyFree } from "../../../scripts/lib/port.mjs";
import { artifacts, cache } from "../../../scripts/lib/project.mjs";
import { quiet, seedSettings } from "../../../scripts/lib/settings.mjs";
import { foldersOf, startServer, workbenchUrl } from "../../../scripts/lib/web-server.mjs";
import { nodeOf } from "../../../scripts/lib/npm-node.mjs";
import { webVSCode } from "../../../scripts/lib/web-vscode.mjs";
import { until } from "./until.ts";

/** VS Code's settings ids of its own themes. */
export type Theme = "Dark Modern" | "Light Modern" | "Default High Contrast" | "Default High Contrast Light";

export interface Workbench {
  readonly page: Page;
  /** The process of the server; the extension host and the kernels are below it. */
  readonly serverPid: number;
  /** The text of a file of the opened folder, as it is on disk now. */
  read(name: string): Promise<string>;
  /** When the file was last written, in milliseconds. */
  written(name: string): Promise<number>;
  /** Runs a command by its title in the command palette. */
  command(title: string): Promise<void>;
  /** Keeps a picture of the window under artifacts/. */
  picture(name: string): Promise<void>;
  /** The file of a picture of this name, in a folder that is there. */
  pictureFile(name: string): Promise<string>;
  close(): Promise<void>;
}

export interface Options {
  /** Unique among the tests: the folder of this workbench under the cache. */
  name: string;
  /** What the opened folder holds: names and contents. */
  files: Record<string, string>;
  /** A folder whose files it holds too, where `files` has none of the name. */
  copyOf?: string;
  theme?: Theme;
  /** Of the window (px). One that is taller than a notebook has all its outputs drawn at once. */
  height?: number;
}

function vsix(): string {
  const file = process.env["NOISEBOOK_VSIX"];
  if (!file) throw new Error("NOISEBOOK_VSIX does not name the packaged extension: run npm test -- vscode");
  return file;
}

export async function openWorkbench({
  name,
  files,
  copyOf,
  theme = "Dark Modern",
  height = 960,
}: Options): Promise<Workbench> {
  const data = path.join(cache, "test", "seen", name);
  const folder = path.join(data, "files");
  const folders = foldersOf(data);
  await rm(data, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  if (copyOf) await cp(copyOf, folder, { recursive: true });
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  await seedSettings(folders.settings, { ...quiet, "workbench.colorTheme": theme });
  const [node, main] = [await nodeOf(24), await webVSCode()];
  await installExtension({ node, main, data, vsix: vsix() });
  const server = await startServer({
    node,
    main,
    port: await anyFree(),
    data,
    flags: ["--disable-workspace-trust", "--reconnection-grace-time", "2"],
  });
  const browser = await launchBrowser();
  const page = await browser.newPage({ viewport: { width: 1280, height } });
  page.setDefaultTimeout(30_000);

  const workbench: Workbench = {
    page,
    serverPid: server.pid,
    read: (file) => readFile(path.join(folder, file), "utf8"),
    written: async (file) => (await stat(path.join(folder, file))).mtimeMs,
    async command(title) {
      // Where it rests, the list may open below it, and a row's explanation over the row that is wanted.
      await page.mouse.move(0, 0);
      await page.keyboard.press("F1");
      const input = page.locator(".quick-input-widget input.input").first();
      await input.waitFor();
      const typed = `>${title}`;
      await input.fill(typed);
      const row = page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first();
      await row.waitFor();
      await row.click();
      // A command that asks may have put its own question in the palette's place already.
      const over = async () => !(await input.isVisible()) || (await input.inputValue()) !== typed;
      await until(over, `the palette stays with ${title}`);
    },
    async picture(label) {
      await page.screenshot({ animations: "disabled", path: await workbench.pictureFile(label) });
    },
    async pictureFile(label) {
      await mkdir(artifacts, { recursive: true });
      return path.join(artifacts, `${label.replace(/[^\w-]+/g, "-").toLowerCase()}.png`);
    },
    async close() {
      await browser.close();
      await server.stop();
    },
  };
  try {
    await page.goto(workbenchUrl(server.url, { folder }));
    await page
      .locator(".monaco-workbench .explorer-folders-view .monaco-list-row")
      .first()
      .waitFor({ timeout: 60_000 });
  } catch (error) {
    await workbench.picture(`failed to open ${name}`);
    await workbench.close();
    throw error;
  }
  return workbench;
}
