import path from "node:path";
import { compileFunction } from "node:vm";
import { readJson } from "./json.ts";
import type { Version } from "./version.ts";

type Wrapper = (
  this: unknown,
  exports: unknown,
  require: NodeJS.Require,
  module: object,
  filename: string,
  dirname: string,
) => void;

/** Runs a CommonJS file or JSON, once for each version, and returns its `module.exports`. */
export function runCommonJs(version: Version, require: NodeJS.Require): unknown {
  if (version.commonJs) return version.commonJs.exports;
  const { file, kind } = version.module;
  if (kind === "json") return (version.commonJs = { exports: readJson(version.module) }).exports;
  const module = {
    exports: {} as unknown,
    id: file,
    filename: file,
    path: path.dirname(file),
    loaded: false,
    require,
  };
  version.commonJs = module; // before it runs: a cycle gets what there is
  try {
    const names = ["exports", "require", "module", "__filename", "__dirname"];
    const run = compileFunction(version.code, names, { filename: version.name }) as Wrapper; // made of these names
    run.call(module.exports, module.exports, require, module, file, path.dirname(file));
    module.loaded = true;
  } catch (error) {
    version.commonJs = null;
    throw error;
  }
  return module.exports;
}
