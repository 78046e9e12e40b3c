/** Words that can stand where a name can and are none. */
const reserved = (
  "await break case catch class const continue debugger default delete do else enum export extends false finally for " +
  "function if import in instanceof let new null return static super switch this throw true try typeof undefined var " +
  "void while with yield"
).split(" ");

/** Words that mean something in some places only, and may be names elsewhere. */
const contextual = (
  "abstract any as asserts async bigint boolean declare from get implements infer interface is keyof namespace never " +
  "number object of override private protected public readonly satisfies set string symbol type unique unknown using"
).split(" ");

const notNames = new Set(reserved.filter((word) => word !== "undefined"));

export const keywords: readonly string[] = [
  ...reserved.filter((word) => word !== "undefined"),
  ...contextual,
];

export const isReserved = (word: string): boolean => notNames.has(word);
