// A Chrome or Chromium for the tests: the one that is there, else Debian's package.
import { command } from "./command.mjs";
import { isProgram, onPath } from "./on-path.mjs";
import { Problem } from "./problem.mjs";
import { step } from "./step.mjs";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/** Where Chrome lives on systems that do not put it on PATH. */
const usual = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe",
];

/** Whether it is more than a shim that tells to install something else (Ubuntu's package is one).
 * @param {string} file */
async function starts(file) {
  if (process.platform === "win32") return true; // chrome.exe prints no version there
  return (await command(file, ["--version"])).code === 0;
}

async function installed() {
  const file = onPath(...names) ?? usual.find(isProgram);
  return file && (await starts(file)) ? file : undefined;
}

/** Debian's package, with the fonts it only recommends: without them every letter is an empty box. */
async function installDebianPackage() {
  const env = { DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update"],
    ["install", "-y", "--no-install-recommends", "chromium", "fonts-liberation"],
  ]) {
    const { code, output } = await command("apt-get", ["-q", ...args], { env, log: `apt-get-${args[0]}` });
    if (code !== 0)
      throw new Problem(
        `apt-get ${args[0]} failed.`,
        advice,
        output.trimEnd().split("\n").slice(-10).join("\n"),
      );
  }
}

const advice =
  "The tests in real VS Code need Chrome or Chromium: install one (Debian: sudo apt-get install chromium), or set CHROME_PATH to its program.";

/** The browser's program.
 * @returns {Promise<string>} */
export async function chromium() {
  const named = process.env["CHROME_PATH"];
  if (named) {
    if (isProgram(named)) return named;
    throw new Problem(
      `CHROME_PATH names ${named}, which is not a program.`,
      "Correct it, or unset it to let the tests look for one.",
    );
  }
  const found = await installed();
  if (found) return found;
  if (process.getuid?.() === 0 && onPath("apt-get"))
    await step("Installing Debian's Chromium (once)", installDebianPackage);
  const now = await installed();
  if (now) return now;
  throw new Problem("There is no Chrome or Chromium.", advice);
}
