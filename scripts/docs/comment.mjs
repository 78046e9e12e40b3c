// A doc comment as markdown.
import ts from "typescript";

/** Tags that say something to a reader; others are for tools. */
const headed = { returns: "Returns", return: "Returns", throws: "Throws", deprecated: "Deprecated" };

/** @param {ts.SymbolDisplayPart[]} comment
 * @param {ts.JSDocTagInfo[]} tags
 * @returns {string} */
export function commentText(comment, tags) {
  const parameters = [];
  const rest = [];
  for (const { name, text } of tags) {
    const said = unwrap(ts.displayPartsToString(text));
    if (name === "param" && /\s/.test(said)) {
      const [, parameter, about] = /^(\S+)\s+(?:[-:]\s+)?(.*)$/s.exec(said) ?? [];
      parameters.push(`- \`${parameter}\`: ${about.trim().replaceAll("\n", "\n  ")}`);
    } else if (name in headed && said) {
      rest.push(`${headed[/** @type {keyof typeof headed} */ (name)]}: ${said}`);
    }
  }
  return [unwrap(ts.displayPartsToString(comment)), parameters.join("\n"), ...rest]
    .filter(Boolean)
    .join("\n\n");
}

/** @param {string} text */
const unwrap = (text) => text.replaceAll("\r", "").trim();
