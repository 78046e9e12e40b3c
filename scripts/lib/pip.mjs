// Installs lists of requirements with pip.
import { command } from "./command.mjs";
import { Problem } from "./problem.mjs";
import { Unavailable } from "./unavailable.mjs";

/** Somebody was asked and does not have it: a mistake in our list, or a mirror that is not all of PyPI. */
export class NotOnPyPI extends Problem {}

/** @param {string} python
 * @param {string} requirements a file
 * @param {...string} where */
export async function pip(python, requirements, ...where) {
  const quietly = ["--quiet", "--disable-pip-version-check", "--retries", "1"];
  const { code, output } = await command(python, [
    ...["-m", "pip", "install", ...quietly, ...where],
    ...["--requirement", requirements],
  ]);
  if (code === 0) return;
  if (/No module named pip/.test(output)) throw new Unavailable("Python has no pip");
  if (/NewConnectionError|ConnectTimeoutError|ProxyError|Network is unreachable/.test(output))
    throw new Unavailable("PyPI cannot be reached");
  const absent = /No matching distribution found for (\S+)/.exec(output)?.[1];
  if (absent)
    throw new NotOnPyPI(`pip finds no ${absent}.`, "See that the index that pip is set to has it.", output);
  throw new Problem("Installing Jupyter's programs failed.", "The lines above say why.", output.slice(-3000));
}
