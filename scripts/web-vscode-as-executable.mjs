#!/usr/bin/env node
// The web VS Code behind the command line of VS Code's own program, as far as a test run needs it: opens the folder in
// a headless browser, with the extension and its tests, prints what the tests print and ends with their exit code.
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { launchBrowser } from "./lib/browser.mjs";
import { atEnd } from "./lib/lifetime.mjs";
import { nodeOf } from "./lib/npm-node.mjs";
import { anyFree } from "./lib/port.mjs";
import { Problem } from "./lib/problem.mjs";
import { artifacts, shown } from "./lib/project.mjs";
import { remoteUri, startServer, workbenchUrl } from "./lib/web-server.mjs";
import { webVSCode } from "./lib/web-vscode.mjs";
import { runMain } from "./lib/run-main.mjs";

/** Longer than the whole run takes on a slow machine: past it the extension host must have been lost. */
const patience = 10 * 60_000;

function readArguments() {
  const { values, positionals } = parseArgs({
    strict: false, // the rest of VS Code's flags has no meaning here
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: "string" },
      extensionTestsPath: { type: "string" },
      "user-data-dir": { type: "string" },
    },
  });
  const needed = /** @param {string} name */ (name) => {
    const value = values[name];
    if (typeof value !== "string")
      throw new Problem(`--${name}=... is missing.`, "Run this through host-tests.mjs.");
    return value;
  };
  const [folder] = positionals;
  if (!folder) throw new Problem("No folder to open was named.", "Run this through host-tests.mjs.");
  return {
    folder,
    extension: needed("extensionDevelopmentPath"),
    tests: needed("extensionTestsPath"),
    data: path.dirname(needed("user-data-dir")),
  };
}

/** What the web VS Code says about itself in every run: native parts, a service worker and a shop it does without. */
const noise = /spdlog|watchdog|ServiceWorker|open-vsx|AccountPolicyGate/;

/** What the extension host logs, as the terminal of a VS Code would show it.
 * @param {string} type
 * @param {unknown[]} values */
function print(type, values) {
  if (values.some((value) => noise.test(String(value)))) return;
  const known = type === "error" || type === "warn" ? type : "log";
  console[known](...values);
}

async function main() {
  const { folder, extension, tests, data } = readArguments();
  const node = await nodeOf(24);
  const server = await startServer({
    node,
    main: await webVSCode(),
    port: await anyFree(),
    data,
    flags: ["--enable-smoke-test-driver", "--disable-workspace-trust", "--reconnection-grace-time", "2"],
  });
  const browser = await launchBrowser();
  atEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
  await page.exposeFunction("codeAutomationLog", print);
  /** @type {Promise<number>} */
  const exited = new Promise((resolve) => void page.exposeFunction("codeAutomationExit", resolve));
  /** @type {[string, string][]} */
  const payload = [
    ["extensionDevelopmentPath", remoteUri(server.url, extension)],
    ["extensionTestsPath", remoteUri(server.url, tests)],
    ["skipWelcome", "true"],
  ];
  await page.goto(workbenchUrl(server.url, { folder, payload }));
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, patience, undefined)));
  const code = await Promise.race([exited, late, server.ended.then(() => undefined)]);
  clearTimeout(timer);
  if (typeof code === "number") return code;
  await mkdir(artifacts, { recursive: true });
  const picture = path.join(artifacts, "host-tests-lost.png");
  await page.screenshot({ path: picture }).catch(() => {}); // the page may be what was lost
  throw new Problem(
    "The tests in the extension host did not end.",
    `What the workbench showed: ${shown(picture)}`,
  );
}

await runMain(main);
