// The types of ours that a signature names: what its options are.
import ts from "typescript";

/** Their declarations, in the order in which the signature names them.
 * @param {ts.TypeChecker} checker
 * @param {ts.Signature} signature
 * @param {(node: ts.Node) => boolean} isOwn
 * @returns {string[]} */
export function ownTypes(checker, signature, isOwn) {
  const declaration = /** @type {ts.SignatureDeclaration | undefined} */ (signature.getDeclaration());
  if (!declaration || !isOwn(declaration)) return [];
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isTypeReferenceNode(node)) add(node.typeName);
    ts.forEachChild(node, visit);
  };
  /** What an interface extends is part of it. */
  const add = (/** @type {ts.Node} */ name) => {
    const symbol = checker.getSymbolAtLocation(name);
    const named = symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
    for (const each of named?.declarations ?? []) {
      if (!isOwn(each) || !(ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each))) continue;
      found.add(declarationText(each));
      if (!ts.isInterfaceDeclaration(each)) continue;
      for (const { types } of each.heritageClauses ?? []) types.forEach(({ expression }) => add(expression));
    }
  };
  for (const { type } of declaration.parameters) if (type) visit(type);
  if (declaration.type) visit(declaration.type);
  return [...found];
}

/** With the comment before it, and without members that only a display knows the name of.
 * @param {ts.InterfaceDeclaration | ts.TypeAliasDeclaration} declaration */
function declarationText(declaration) {
  const comments = ts.getJSDocCommentsAndTags(declaration).filter(ts.isJSDoc);
  const hidden = ts.isInterfaceDeclaration(declaration)
    ? declaration.members.filter(({ name }) => name && ts.isComputedPropertyName(name))
    : [];
  const text = hidden.reduce(
    (whole, member) => whole.replace(member.getFullText(), ""),
    declaration.getText().replace(/^export /, ""),
  );
  return [...comments.map((each) => each.getText()), text].join("\n");
}
