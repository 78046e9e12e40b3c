/** What features come from, where that is known. */
interface FromExtractor {
  readonly extractor: string | null;
}

/** Throws a TypeError where two sets of features come from two extractors: their distance would mean nothing. */
export function expectSameExtractor(a: FromExtractor, b: FromExtractor): void {
  if (a.extractor !== null && b.extractor !== null && a.extractor !== b.extractor) {
    throw new TypeError(
      `One of the two has features of "${a.extractor}", the other of "${b.extractor}": compare features of one extractor`,
    );
  }
}
