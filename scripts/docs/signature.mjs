// Signatures as they were written, with their defaults; what was not written as the compiler infers it.
import ts from "typescript";

const flags =
  ts.TypeFormatFlags.NoTruncation |
  ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope |
  ts.TypeFormatFlags.WriteArrowStyleSignature;

/** A node's text in one line, without comments and without the files that names come from.
 * @param {ts.Node} node
 * @returns {string} */
export function textOf(node) {
  const scanner = ts.createScanner(
    ts.ScriptTarget.Latest,
    false,
    ts.LanguageVariant.Standard,
    node.getText(),
  );
  let text = "";
  for (let token = scanner.scan(); token !== ts.SyntaxKind.EndOfFileToken; token = scanner.scan()) {
    if (token === ts.SyntaxKind.SingleLineCommentTrivia || token === ts.SyntaxKind.MultiLineCommentTrivia)
      continue;
    text += token === ts.SyntaxKind.NewLineTrivia ? " " : scanner.getTokenText();
  }
  return readable(text);
}

/** @param {string} text */
const readable = (text) =>
  text
    .replace(/import\("[^"]*"\)\./g, "")
    .replace(/\bTensor<Rank>/g, "Tensor")
    .replace(/\b([A-Z])_\d+\b/g, "$1")
    .replace(/\s+/g, " ")
    .replace(/\{ ([^{}]*?),? \}/g, "{ $1 }")
    .replace(/,? ?([)\]])/g, "$1")
    .replace(/([([]) /g, "$1")
    .trim();

/** @param {ts.TypeChecker} checker
 * @param {ts.Type} type
 * @param {ts.Node} [place] */
export const typeText = (checker, type, place) => readable(checker.typeToString(type, place, flags));

/** `<T>(a: A, b = 1): B`
 * @param {ts.TypeChecker} checker
 * @param {ts.Signature} signature
 * @returns {string} */
export function signatureText(checker, signature) {
  const declaration = /** @type {ts.SignatureDeclaration | undefined} */ (signature.getDeclaration());
  if (!declaration) return "()"; // of a class without a constructor
  if (!isWritten(declaration))
    return readable(
      checker.signatureToString(signature, undefined, flags & ~ts.TypeFormatFlags.WriteArrowStyleSignature),
    );
  const types = declaration.typeParameters?.map(textOf).join(", ");
  const parameters = declaration.parameters
    .filter((each) => each.name.getText() !== "this")
    .map(parameterText);
  const head = `${types ? `<${types}>` : ""}(${parameters.join(", ")})`;
  if (ts.isConstructorDeclaration(declaration)) return head;
  return `${head}: ${declaration.type ? textOf(declaration.type) : typeText(checker, signature.getReturnType(), declaration)}`;
}

/** @param {ts.ParameterDeclaration} parameter */
function parameterText(parameter) {
  // `private readonly` before a constructor's parameter is not the caller's matter.
  const words = parameter.modifiers?.map(textOf).join(" ") ?? "";
  return textOf(parameter).slice(words ? words.length + 1 : 0);
}

/** Whether the parameters say their types, rather than a type around the function.
 * @param {ts.SignatureDeclaration} declaration */
const isWritten = (declaration) =>
  !ts.isJSDocSignature(declaration) &&
  declaration.parameters.every(({ type, initializer }) => type ?? initializer);
