import path from "node:path";
import * as esbuild from "esbuild";
import { isFailure, type CompilerOptions, type Stripped } from "../compile/strip.ts";
import { FileSyntaxError } from "./syntax-error.ts";

/** A file whose types are to be erased. */
export interface StripRequest {
  file: string;
  label: string;
  text: string;
  options: CompilerOptions;
}

/** Steps that need files stripped on their way. */
export type Steps<T> = Generator<StripRequest, T, Stripped>;

/** Takes the steps, as `import` can: esbuild works beside us. */
export async function takeSteps<T>(steps: Steps<T>): Promise<T> {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    const stripped = await esbuild.transform(request.text, optionsOf(request)).catch(refuse(request));
    step = steps.next({ js: stripped.code, map: stripped.map });
  }
  return step.value;
}

/** Takes the steps at once, as `require` must. */
export function takeStepsAtOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (!step.done) {
    const request = step.value;
    try {
      const stripped = esbuild.transformSync(request.text, optionsOf(request));
      step = steps.next({ js: stripped.code, map: stripped.map });
    } catch (error) {
      refuse(request)(error);
    }
  }
  return step.value;
}

const loaders: Record<string, esbuild.Loader> = {
  ".ts": "ts",
  ".mts": "ts",
  ".cts": "ts",
  ".tsx": "tsx",
};

function optionsOf({ file, options }: StripRequest) {
  const ending = path.extname(file);
  return {
    loader: loaders[ending] ?? "jsx",
    target: "node20.18",
    sourcemap: "external",
    sourcefile: file,
    charset: "utf8",
    // The `import` of a .cts file is written as one and means `require`.
    ...(ending === ".cts" && { format: "cjs", platform: "node" }),
    tsconfigRaw: { compilerOptions: options },
    logLevel: "silent",
  } as const satisfies esbuild.TransformOptions;
}

const refuse =
  ({ label, text }: StripRequest) =>
  (error: unknown): never => {
    if (!isFailure(error)) throw error;
    const { text: message, location } = error.errors[0];
    const at = location ? { line: location.line, column: location.column + 1 } : null;
    throw new FileSyntaxError(message, { label, source: text }, at);
  };
