import MagicString from "magic-string";
import type { Bridge } from "./bridge.ts";
import { writeStatement } from "./statement.ts";
import type { Version } from "./version.ts";
import { kernelWord } from "./words.ts";

export interface Emitted {
  code: string;
  /** Source map from `code` to the module's `js`. */
  map: string;
  bridges: Bridge[];
}

/**
 * A version's code for Node. Its imports name the versions and files that they lead to; `import.meta`, `import()` and
 * `require` are those of the original file. Throws ImportError where a name cannot be imported.
 */
export function emit(version: Version): Emitted {
  const { js, file, kind, syntax } = version.module;
  const text = new MagicString(js);
  const bridges: Bridge[] = [];
  const here = `${kernelWord}.of(${JSON.stringify(file)})`;

  for (const statement of syntax.statements) {
    const written = writeStatement(statement, version, (bridge) => {
      const url = `${version.name}.${bridges.length + 1}.mjs`;
      bridges.push({ ...bridge, url });
      return url;
    });
    text.overwrite(statement.start, statement.end, written);
  }
  for (const { start } of syntax.dynamicImports) {
    text.overwrite(start, start + "import".length, `${here}.importModule`);
  }
  for (const { start, end } of syntax.metas) text.overwrite(start, end, `${here}.meta`);

  if (syntax.hashbang) text.remove(0, syntax.hashbang);
  if (kind === "module") {
    // Node gives these to CommonJS alone. TypeScript's `import x = require("x")` needs the first.
    const given = ["require", "__dirname", "__filename"].filter(
      (name) => syntax.used.has(name) && !syntax.declared.has(name),
    );
    if (given.length) text.prepend(`const { ${given.join(", ")} } = ${here};`);
  }
  return { code: text.toString(), map: text.generateMap({ hires: "boundary" }).toString(), bridges };
}
