/** An output as far as it is chosen by. */
export interface OutputLike {
  readonly items: readonly { readonly mime: string }[];
}

/** Which output of a cell a panel follows: the n-th that has this mime type, whatever is printed between. */
export interface Wanted {
  mime: string;
  ordinal: number;
}

const ours = /^application\/vnd\.(noisebook\..*|plotly\.v1)\+json$/;
export const errorMime = "application/vnd.code.notebook.error";
const textMimes = ["application/vnd.code.notebook.stdout", "application/vnd.code.notebook.stderr"];

/** The richest that a panel can show comes first. */
const order = [
  "image/svg+xml",
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "text/html",
  "text/plain",
];
const ranks = [...order, errorMime, ...textMimes];

/** The mime type by which an output is shown; null where a panel can show none of them. */
export function bestMime({ items }: OutputLike): string | null {
  const mimes = items.map(({ mime }) => mime);
  return mimes.find((mime) => ours.test(mime)) ?? ranks.find((mime) => mimes.includes(mime)) ?? null;
}

export const isOurs = (mime: string): boolean => ours.test(mime);

/** By which the output at this index is found again after the cell's next run. */
export function wantedAt(outputs: readonly OutputLike[], index: number): Wanted | null {
  const mime = index in outputs ? bestMime(outputs[index]) : null;
  if (mime === null) return null;
  return { mime, ordinal: outputs.slice(0, index).filter((output) => bestMime(output) === mime).length };
}

/** The output that is meant; null where it is not there, or not yet. */
export function findWanted<Output extends OutputLike>(
  outputs: readonly Output[],
  { mime, ordinal }: Wanted,
): Output | null {
  return outputs.filter((output) => bestMime(output) === mime).at(ordinal) ?? null;
}

/** Those that a person may mean who names a cell: all that have a viewer of ours, else pictures, else the first. */
export function candidates(outputs: readonly OutputLike[]): number[] {
  const mimes = outputs.map(bestMime);
  const all = mimes.flatMap((mime, i) => (mime === null ? [] : [i]));
  const viewers = all.filter((i) => isOurs(mimes[i] ?? ""));
  if (viewers.length) return viewers;
  const pictures = all.filter((i) => mimes[i]?.startsWith("image/") || mimes[i] === "text/html");
  return pictures.length ? pictures : all.slice(0, 1);
}
