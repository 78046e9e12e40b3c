// Opens an address in the person's browser.
import { spawn } from "node:child_process";

/** @type {Partial<Record<NodeJS.Platform, (url: string) => [string, string[]]>>} */
const openers = {
  darwin: (url) => ["open", [url]],
  win32: (url) => ["rundll32", ["url.dll,FileProtocolHandler", url]],
};

/** Whether a program that opens addresses could be started.
 * @param {string} url
 * @returns {Promise<boolean>} */
export function openBrowser(url) {
  const [program, args] = openers[process.platform]?.(url) ?? ["xdg-open", [url]];
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
