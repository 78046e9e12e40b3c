import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { BackendProblem } from "../problem.ts";
import type { TensorFlow } from "./tensorflow.ts";

/** What carries the C API, by the name each distribution gives it, and what that needs beside it. */
const carriers = [/^libtensorflow_cc\.(so\.2|2\.dylib)$/, /^libtensorflow\.(so(\.2)?|2\.dylib|dylib)$/];
const framework = /^libtensorflow_framework\.(so\.2|2\.dylib)$/;

/** The TensorFlow in a folder: Python's package tensorflow, or libtensorflow with `include` and `lib`. */
export function findTensorFlow(folder: string): TensorFlow {
  const include = path.join(folder, "include");
  if (!existsSync(folder)) throw new BackendProblem(`There is no folder ${folder}.`);
  if (!existsSync(path.join(include, "tensorflow", "c", "c_api.h")))
    throw new BackendProblem(
      `${folder} has no include/tensorflow/c/c_api.h. Name the folder of Python's package tensorflow, or one that ` +
        "libtensorflow was unpacked into, with its include and lib.",
    );
  for (const lib of [folder, path.join(folder, "lib")]) {
    const files = existsSync(lib) ? readdirSync(lib) : [];
    const carrier = carriers.flatMap((name) => files.find((file) => name.test(file)) ?? []).at(0);
    if (carrier)
      return { include, lib, libraries: [carrier, ...files.filter((file) => framework.test(file))] };
  }
  throw new BackendProblem(`${folder} has TensorFlow's headers, and no libtensorflow_cc or libtensorflow.`);
}
