import { ImportError } from "./import-error.ts";
import { installCommand, packageOf } from "./install.ts";

/** What a person is told of an error by which Node refuses a module that was found. */
export function explain(error: unknown, specifier: string, folder: string): unknown {
  if (!(error instanceof Error)) return error;
  const code = "code" in error ? String(error.code) : "";
  switch (code) {
    case "ERR_MODULE_NOT_FOUND":
    case "MODULE_NOT_FOUND": {
      const lacking = /Cannot find (?:package|module) '([^']+)'/.exec(error.message)?.[1] ?? "";
      const name = packageOf(lacking);
      // Node remembers what it has looked for in vain.
      const hint = name ? ` Install it and restart the kernel: ${installCommand(name, folder)}` : "";
      return new ImportError(
        `Cannot import "${specifier}": ${error.message.split("\n")[0].replace(/\.?$/, ".")}${hint}`,
      );
    }
    case "ERR_UNKNOWN_FILE_EXTENSION":
      return noModule(specifier);
    case "ERR_REQUIRE_ESM":
    case "ERR_REQUIRE_ASYNC_MODULE":
      return noRequire(specifier);
    default:
      return error;
  }
}

export const noRequire = (specifier: string): ImportError =>
  new ImportError(`"${specifier}" is an ES module, which require cannot load. Use import("${specifier}").`);

export const noModule = (specifier: string): ImportError =>
  new ImportError(
    `Cannot import "${specifier}": a module is TypeScript (.ts, .tsx, .mts, .cts), JavaScript (.js, .jsx, .mjs, .cjs) or .json.`,
  );
