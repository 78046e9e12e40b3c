import path from "node:path";
import { runProgram } from "../run-program.ts";
import type { Work } from "../work.ts";

/** Any Python that TensorFlow has a wheel for: we take the library out of it, and Python never runs it. */
const python = "3.11";

/**
 * Has pip put TensorFlow into a folder. pip knows the mirrors of this machine, checks what it gets, and keeps it for the
 * next time. With `gpu` the CUDA libraries come with it.
 */
export async function fromPypi(folder: string, gpu: boolean, work: Work): Promise<void> {
  const program = process.platform === "win32" ? "python" : "python3";
  const what = gpu ? ["tensorflow[and-cuda]"] : ["--no-deps", "tensorflow-cpu"];
  await runProgram(
    {
      program,
      args: [
        ...["-m", "pip", "install", "--upgrade", "--disable-pip-version-check", "--no-input", "--no-compile"],
        ...["--target", folder, "--only-binary=:all:", "--implementation", "cp", "--python-version", python],
        ...what,
      ],
      folder: path.dirname(folder),
      ifMissing: "Install Python with pip, or name a TensorFlow that is there: --from FOLDER.",
    },
    work,
  );
}
