import type { ByteSource } from "./source.ts";

export type Format = "safetensors" | "PyTorch archive" | "PyTorch pickle";

/** What is found where weights were to be, and what to do. */
const mistaken: [begins: RegExp, what: string][] = [
  [
    /^version https:\/\/git-lfs/,
    "it is a pointer of Git LFS, which stands in the place of the file: fetch the file itself",
  ],
  [/^\s*<(!doctype|html|\?xml)/i, "it is a web page, as a failed download leaves it"],
];

/** Which format a file is in, by how it begins. Throws a RangeError for any other. */
export async function formatOf(source: ByteSource): Promise<Format> {
  const begin = await source.read(0, Math.min(64, source.size));
  const text = Buffer.from(begin).toString("latin1");
  if (text.startsWith("PK\x03\x04")) return "PyTorch archive";
  // A safetensors file: a length of less than 2^32, and its header's brace.
  if (/^[^]{4}\0{4}\{/.test(text)) return "safetensors";
  if (begin[0] === 0x80 && begin[1] >= 2 && begin[1] <= 5) return "PyTorch pickle";
  const [, what] = mistaken.find(([pattern]) => pattern.test(text)) ?? [];
  if (what) throw new RangeError(what);
  if (text.startsWith("\x1f\x8b")) throw new RangeError("it is compressed with gzip: unpack it first");
  throw new RangeError("it is neither safetensors nor what torch.save writes");
}
