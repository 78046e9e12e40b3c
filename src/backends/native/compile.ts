import { writeFile } from "node:fs/promises";
import path from "node:path";
import { binding } from "../../protocol/node/backend-store.ts";
import { runProgram } from "../run-program.ts";
import type { Work } from "../work.ts";
import { graphHeader } from "./graph-header.ts";
import type { TensorFlow } from "./tensorflow.ts";

/** N-API's version that the addon is written for: every Node we run on has it. */
const nodeApi = 8;

/**
 * Compiles tfjs-node's addon against a TensorFlow. It uses Node-API and TensorFlow's C API alone, so that its few files
 * and the headers of both are all there is to it; and it fits every version of Node.
 */
export async function compile(folder: string, tensorflow: TensorFlow, work: Work): Promise<void> {
  const home = path.join(folder, "node_modules", "@tensorflow", "tfjs-node");
  const mac = process.platform === "darwin";
  // Where it lies in the folder, it is found wherever the folder goes.
  const inside = !path.relative(folder, tensorflow.lib).startsWith("..");
  const origin = mac ? "@loader_path" : "$ORIGIN";
  const rpath = inside ? `${origin}/${path.relative(folder, tensorflow.lib)}` : tensorflow.lib;
  const include = [
    path.join(folder, "node_modules", "node-api-headers", "include"),
    tensorflow.include,
    path.dirname(home),
  ];
  const header = path.join(folder, "graph_options.h");
  await writeFile(header, graphHeader);
  await runProgram(
    {
      program: "c++",
      args: [
        ...["-shared", "-fPIC", "-O2", "-std=c++17", `-DNAPI_VERSION=${nodeApi}`],
        ...(mac ? ["-undefined", "dynamic_lookup"] : []),
        ...["-include", header],
        ...include.map((each) => `-I${each}`),
        ...["tfjs_backend.cc", "tfjs_binding.cc"].map((file) => path.join(home, "binding", file)),
        ...tensorflow.libraries.map((file) => path.join(tensorflow.lib, file)),
        `-Wl,-rpath,${rpath}`,
        "-o",
        path.join(folder, binding),
      ],
      folder,
      ifMissing: mac
        ? "Install Apple's: xcode-select --install"
        : "Install a C++ compiler: apt install g++, or what your system calls it.",
    },
    work,
  );
}
