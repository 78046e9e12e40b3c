import type { Pairs } from "./pairs.ts";

/** Rows that say by what captions and images were embedded, and what stood before each caption. */
export const madeRows = ({ made }: Pick<Pairs<object>, "made">): (readonly [string, string])[] =>
  made
    ? [
        ["model", made.model.name],
        ["before each caption", made.prefix ? `"${made.prefix}"` : "nothing"],
      ]
    : [];
