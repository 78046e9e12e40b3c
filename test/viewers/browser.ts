// The built renderer in a real Chromium, in a page that stands for VS Code's. Nothing is reached but its own files.
import { readFile } from "node:fs/promises";
import path from "node:path";
import esbuild from "esbuild";
import type { Browser, Page } from "playwright-core";
import { root } from "../../scripts/lib/project.mjs";
import { rendererFile, serveViewers } from "./served.ts";

const origin = "http://noisebook.test";

export interface ViewerPage {
  readonly page: Page;
  /** Milliseconds from the renderer's import to the end of its activation. */
  readonly loaded: number;
  /** What the page asked of the network, said in its console as an error, or died of; emptied by who reads it. */
  readonly complaints: () => string[];
  readonly close: () => Promise<void>;
}

let harness: Promise<string> | undefined;

/** The page's part of the tests, as one script. */
const bundleHarness = (): Promise<string> => (harness ??= bundled());

async function bundled(): Promise<string> {
  const { outputFiles } = await esbuild.build({
    entryPoints: [path.join(root, "test", "viewers", "page", "harness.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome128",
  });
  return outputFiles[0].text;
}

export interface PageOptions {
  width?: number;
  /** VS Code's class of the theme, and its variables. */
  theme?: { className: string; variables: Readonly<Record<string, string>> };
  reducedMotion?: "reduce" | "no-preference";
  /** Pixels of the display for one of the page's. */
  deviceScaleFactor?: number;
  /** Files come straight from a server on loopback. Else each request is answered here, and one that may not be is a complaint. */
  timed?: boolean;
}

/** Opens a page with the renderer activated. */
export async function openViewers(browser: Browser, options: PageOptions = {}): Promise<ViewerPage> {
  const {
    width = 760,
    theme = { className: "vscode-dark", variables: {} },
    reducedMotion = null,
    deviceScaleFactor = 1,
    timed = false,
  } = options;
  const viewport = { width: width + 40, height: 900 };
  const context = await browser.newContext({ viewport, reducedMotion, deviceScaleFactor });
  const page = await context.newPage();
  const said: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") said.push(`the console says: ${message.text().slice(0, 500)}`);
  });
  page.on("crash", () => said.push("the page crashed"));
  const html = pageOf(theme);
  const served = timed ? await serveViewers(html) : null;
  if (!served) await answer(page, html, said);
  await page.goto(`${served?.origin ?? origin}/`);
  await page.addScriptTag({ content: await bundleHarness() });
  const loaded = await page.evaluate((wide) => window.start(wide), width);
  return {
    page,
    loaded,
    complaints: () => said.splice(0),
    async close() {
      await context.close();
      served?.close();
    },
  };
}

function pageOf({ className, variables }: NonNullable<PageOptions["theme"]>): string {
  const style = Object.entries(variables).map(([name, value]) => `${name}: ${value};`).join(" "); // prettier-ignore
  return `<!doctype html><html lang="en" style="${style.replaceAll('"', "&quot;")}"><title>Outputs</title><body class="${className}" style="background: var(--vscode-editor-background, #1f1f1f)"></body></html>`;
}

/** Answers what the page asks for, and notes what it may not. */
async function answer(page: Page, html: string, said: string[]): Promise<void> {
  await page.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.protocol === "data:" || url.protocol === "blob:") return route.continue();
    const file = rendererFile(url.pathname);
    if (url.origin !== origin || !(url.pathname === "/" || file)) {
      said.push(`it asks the network for ${url.href.slice(0, 200)}`);
      return route.abort();
    }
    if (!file) return route.fulfill({ contentType: "text/html", body: html });
    return route.fulfill({ contentType: "text/javascript", body: await readFile(file, "utf8") });
  });
}
