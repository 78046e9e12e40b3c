// What is said of one export.
import ts from "typescript";
import { commentText } from "./comment.mjs";
import { signatureText, typeText } from "./signature.mjs";
import { ownTypes } from "./own-types.mjs";

/**
 * As docs.json holds it, and src/kernel/introspect/docs.ts reads it.
 * @typedef {object} Entry
 * @property {"function" | "class" | "value" | "namespace" | "type"} kind
 * @property {string[]} [signatures] one for each overload: `(a: A): B`
 * @property {string} [type] of a value
 * @property {string} [doc] markdown
 * @property {string[]} [types] the runtime's own types that the signatures name, as they are declared
 * @property {Record<string, Entry>} [members] of a namespace or object, and of a class the static ones
 * @property {Record<string, Entry>} [methods] of a class's instances
 */

/** What tfjs exports for those who write backends takes much room and is asked for by few. */
const forBackends = /_(util|impls)$/;

/** Longer types say less than their name. */
const longest = 300;

export class Describer {
  #program;
  #checker;
  #own;
  /** @type {Map<string, ts.Symbol> | null} */
  #ops = null;

  /** @param {ts.Program} program
   * @param {string} own the folder of our sources */
  constructor(program, own) {
    this.#program = program;
    this.#checker = program.getTypeChecker();
    this.#own = own;
  }

  /** @param {string} file
   * @returns {Record<string, Entry>} */
  module(file) {
    const source = this.#program.getSourceFile(file);
    const symbol = source && this.#checker.getSymbolAtLocation(source);
    if (!symbol) throw new Error(`${file} is no module, so nothing can be said of its exports`);
    return this.#exportsOf(symbol);
  }

  /** @param {ts.Symbol} module
   * @returns {Record<string, Entry>} */
  #exportsOf(module, depth = 0) {
    return this.#entries(this.#checker.getExportsOfModule(module), depth);
  }

  /** @param {ts.Symbol[]} symbols
   * @returns {Record<string, Entry>} */
  #entries(symbols, depth = 0) {
    const named = symbols.flatMap((symbol) => {
      const entry = this.#entry(symbol, depth);
      return entry ? [{ name: symbol.name, entry }] : [];
    });
    // Of the names of one thing the kernel takes the first: tfjs's `train` is a class, which nobody calls so.
    const isClass = (/** @type {{ entry: Entry }} */ { entry }) => Number(entry.kind === "class");
    named.sort((a, b) => isClass(a) - isClass(b));
    return Object.fromEntries(named.map(({ name, entry }) => [name, entry]));
  }

  /** @param {ts.Symbol} given
   * @returns {Entry | null} */
  #entry(given, depth = 0) {
    const symbol = given.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(given) : given;
    if (symbol.flags & ts.SymbolFlags.Class) return this.#class(symbol);
    if (symbol.flags & ts.SymbolFlags.ValueModule) {
      const members = forBackends.test(given.name) ? {} : this.#exportsOf(symbol, depth + 1);
      return { kind: "namespace", doc: this.#doc(symbol), ...some("members", members) };
    }
    if (symbol.flags & ts.SymbolFlags.Value) return this.#value(symbol, depth);
    // Of a library's types nothing is asked: they have no value.
    return symbol.declarations?.some((each) => this.#isOwn(each))
      ? { kind: "type", doc: this.#doc(symbol) }
      : null;
  }

  /** @param {ts.Symbol} symbol
   * @returns {Entry} */
  #class(symbol) {
    const constructor = this.#checker.getTypeOfSymbol(symbol);
    const methodsOf = (/** @type {ts.Type} */ type) => {
      const own = this.#checker
        .getPropertiesOfType(type)
        .filter((each) => isPublic(each) && isOf(each, symbol));
      return this.#entries(
        own.filter((each) => this.#checker.getTypeOfSymbol(each).getCallSignatures().length),
      );
    };
    return {
      ...this.#callable("class", symbol, constructor.getConstructSignatures()),
      ...some("members", methodsOf(constructor)),
      ...some("methods", methodsOf(this.#checker.getDeclaredTypeOfSymbol(symbol))),
    };
  }

  /** @param {ts.Symbol} symbol
   * @returns {Entry} */
  #value(symbol, depth = 0) {
    const type = this.#checker.getTypeOfSymbol(symbol);
    if (type.getCallSignatures().length) return this.#callable("function", symbol, type.getCallSignatures());
    if (type.symbol && type.symbol.flags & ts.SymbolFlags.Class && type.getConstructSignatures().length) {
      const { members } = this.#class(type.symbol);
      return { kind: "value", doc: this.#doc(symbol), ...some("members", members ?? {}) };
    }
    const members =
      depth < 2 &&
      type.symbol?.declarations?.some(
        (each) => ts.isTypeLiteralNode(each) || ts.isObjectLiteralExpression(each),
      )
        ? this.#entries(this.#checker.getPropertiesOfType(type).filter(isPublic), depth + 1)
        : {};
    const text = typeText(this.#checker, type);
    return {
      kind: "value",
      ...(text.length < longest ? { type: text } : {}),
      doc: this.#doc(symbol),
      ...some("members", members),
    };
  }

  /** @param {"function" | "class"} kind
   * @param {ts.Symbol} symbol
   * @param {readonly ts.Signature[]} signatures
   * @returns {Entry} */
  #callable(kind, symbol, signatures) {
    const types = [
      ...new Set(signatures.flatMap((each) => ownTypes(this.#checker, each, (node) => this.#isOwn(node)))),
    ];
    const texts = [...new Set(signatures.map((each) => signatureText(this.#checker, each)))];
    return {
      kind,
      signatures: texts,
      doc:
        this.#doc(symbol) ||
        signatures
          .map((each) => commentText(each.getDocumentationComment(this.#checker), each.getJsDocTags()))
          .find(Boolean) ||
        this.#docOfOp(symbol.name),
      ...(types.length ? { types } : {}),
    };
  }

  /** @param {ts.Symbol} symbol */
  #doc(symbol) {
    return (
      commentText(symbol.getDocumentationComment(this.#checker), symbol.getJsDocTags(this.#checker)) ||
      undefined
    );
  }

  /**
   * tfjs has its operations also in objects and as methods, whose declarations say nothing: the comment is with the
   * operation of that name.
   * @param {string} name */
  #docOfOp(name) {
    this.#ops ??= this.#readOps();
    const op = this.#ops.get(`${name}_`) ?? this.#ops.get(name);
    return op && this.#doc(op);
  }

  #readOps() {
    const ops = new Map();
    for (const file of this.#program.getSourceFiles()) {
      if (!/tfjs-core\/dist\/ops\/.*\.d\.ts$/.test(file.fileName)) continue;
      for (const node of file.statements) {
        const symbol =
          ts.isFunctionDeclaration(node) && node.name && this.#checker.getSymbolAtLocation(node.name);
        if (symbol && this.#doc(symbol)) ops.set(symbol.name, symbol);
      }
    }
    return ops;
  }

  /** @param {ts.Node} node */
  #isOwn(node) {
    return node.getSourceFile().fileName.startsWith(this.#own.replaceAll("\\", "/"));
  }
}

/** @param {string} name
 * @param {Record<string, Entry>} entries */
const some = (name, entries) => (Object.keys(entries).length ? { [name]: entries } : {});

/** Whether a class's member is declared by itself: of what it inherits its base says all.
 * @param {ts.Symbol} member
 * @param {ts.Symbol} holder */
function isOf(member, holder) {
  const parent = member.declarations?.at(0)?.parent;
  const isClass = parent && (ts.isClassLike(parent) || ts.isInterfaceDeclaration(parent));
  return isClass && parent.name?.text === holder.name;
}

/** @param {ts.Symbol} symbol */
function isPublic(symbol) {
  const declaration = symbol.declarations?.at(0);
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  return declaration && !(ts.getCombinedModifierFlags(declaration) & hidden) && !symbol.name.startsWith("_");
}
