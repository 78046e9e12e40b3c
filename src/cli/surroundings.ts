import { fileURLToPath } from "node:url";
import type { Surroundings } from "../backends/index.ts";

/** The Node that this command runs on, and where Noisebook is built. */
export const surroundings: Surroundings = {
  node: process.execPath,
  env: {},
  dist: fileURLToPath(new URL("..", import.meta.url)),
};
