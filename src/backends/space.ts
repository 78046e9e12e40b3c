import { statfs } from "node:fs/promises";
import { BackendProblem } from "./problem.ts";

const gigabytes = (bytes: number): string => `${Number((bytes / 1e9).toPrecision(2))} GB`;

/** Throws a BackendProblem where there is less room for a folder than what is put into it takes on the way. */
export async function expectSpace(folder: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize >= bytes) return;
  throw new BackendProblem(
    `There are ${gigabytes(bavail * bsize)} free where ${folder} is, and installing takes ${gigabytes(bytes)}. ` +
      "Make room, or name another place by NOISEBOOK_CACHE.",
  );
}
