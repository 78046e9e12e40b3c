import { hasTag, languageOf, sourceOf, type Cell, type Notebook } from "../notebook.ts";

/**
 * The notebook as one TypeScript module in the percent format, which VS Code and Jupytext know: `// %%` begins a cell,
 * and all that is not TypeScript is a comment. A name that two cells declare is declared twice here as well, which a
 * module cannot have.
 */
export function toTypeScript(notebook: Notebook): string {
  const set = notebook.cells.some((cell) => hasTag(cell, "injected-parameters"));
  const cells = notebook.cells.map((cell) => {
    const source = sourceOf(cell).trimEnd();
    const kind = kindOf(cell, notebook);
    const tags = cell.metadata?.tags?.length ? ` tags=${JSON.stringify(cell.metadata.tags)}` : "";
    const lines = [`// %%${kind ? ` ${kind}` : ""}${tags}`];
    // Parameters that the next cell sets cannot be constants.
    const code =
      set && hasTag(cell, "parameters") ? source.replace(/^(export )?const(?=\s)/gm, "$1let") : source;
    if (source) lines.push(kind ? commented(source) : code);
    return lines.join("\n");
  });
  return `${cells.join("\n\n")}\n`;
}

/** What the cell's marker says of it; nothing for TypeScript. */
function kindOf(cell: Cell, notebook: Notebook): string {
  if (cell.cell_type !== "code") return `[${cell.cell_type}]`;
  const language = languageOf(cell, notebook);
  return ["typescript", "javascript"].includes(language) ? "" : `language=${JSON.stringify(language)}`;
}

const commented = (text: string): string =>
  text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => `// ${line}`.trimEnd())
    .join("\n");
