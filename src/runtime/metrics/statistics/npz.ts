import { readFile } from "node:fs/promises";
import { unzipSync, zipSync, type Unzipped, type Zippable } from "fflate";
import { decodeNpy, decodeNpyText, encodeNpy, encodeNpyText, type StoredArray } from "./npy.ts";
import { replaceFile } from "../../core/replace-file.ts";
import { savedStatistics } from "./saved.ts";
import type { Statistics } from "./statistics.ts";

/**
 * Writes statistics as pytorch-fid's .npz: `mu` [D] and `sigma` [D, D] in float64, and beside them, which pytorch-fid passes
 * over, the number of samples `n` and the name `extractor`, where they are known. What stood at the path stays whole until
 * the new file is. Throws a RangeError for fewer than 2 samples.
 */
export async function saveStatistics(of: Statistics, path: string | URL): Promise<void> {
  const { dim, count, extractor } = of;
  const number = (x: number): StoredArray => ({ shape: [], values: Float64Array.of(x) });
  const entries: Zippable = {
    "mu.npy": encodeNpy({ shape: [dim], values: of.mean() }),
    "sigma.npy": encodeNpy({ shape: [dim, dim], values: await of.covariance() }),
    ...(count === null ? {} : { "n.npy": encodeNpy(number(count)) }),
    ...(extractor === null ? {} : { "extractor.npy": encodeNpyText(extractor) }),
  };
  // Stored as numpy.savez does: such numbers hardly become fewer bytes.
  const bytes = zipSync(entries, { level: 0 });
  await replaceFile(path, bytes);
}

/**
 * Reads statistics that `saveStatistics`, pytorch-fid or clean-fid wrote: an .npz with `mu` and `sigma`. `n`, `extractor`:
 * what the file does not say; where it does, and otherwise, a RangeError is thrown, as for a file that is no such .npz.
 */
export async function loadStatistics(
  path: string | URL,
  { n, extractor }: { n?: number; extractor?: string } = {},
): Promise<Statistics> {
  const bytes = await readFile(path);
  try {
    const entries = unzipped(bytes);
    const array = (name: string) => within(entries, name, decodeNpy);
    const mean = array("mu");
    const covariance = array("sigma");
    if (!mean || !covariance) {
      throw new RangeError(`it has no mu and sigma, but ${Object.keys(entries).join(", ") || "nothing"}`);
    }
    const [said, name] = [array("n")?.values[0], within(entries, "extractor", decodeNpyText)];
    return savedStatistics({
      mean,
      covariance,
      count: agreed("n", said, n),
      extractor: agreed("extractor", name, extractor),
    });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`${String(path)} cannot be taken as statistics: ${cause.message}`, { cause });
  }
}

/** The parts of an .npz. Throws a RangeError for anything else. */
export function unzipped(bytes: Uint8Array): Unzipped {
  try {
    return unzipSync(bytes);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new RangeError(`it is no whole .npz (${reason})`, { cause });
  }
}

/** One of its arrays, or nothing where it has none of that name; a RangeError says which could not be read. */
export function within<T>(entries: Unzipped, name: string, decode: (bytes: Uint8Array) => T): T | undefined {
  if (!Object.hasOwn(entries, `${name}.npy`)) return undefined;
  try {
    return decode(entries[`${name}.npy`]);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`of ${name}, ${cause.message}`, { cause });
  }
}

function agreed<T>(what: string, inFile: T | undefined, given: T | undefined): T | null {
  if (inFile !== undefined && given !== undefined && inFile !== given) {
    throw new RangeError(`its ${what} is ${String(inFile)}, not ${String(given)}`);
  }
  return inFile ?? given ?? null;
}
