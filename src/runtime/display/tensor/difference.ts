import { getBackend, Tensor } from "@tensorflow/tfjs-core";
import type { MimeBundle, Pace } from "../../../protocol/host.ts";
import { tensorMime } from "../../../protocol/tensor.ts";
import { bytesOf } from "../../core/bytes.ts";
import { host } from "../../core/host.ts";
import { shapeText } from "../../core/shape.ts";
import { signalFor, turn } from "../../core/turn.ts";
import { comparing, closenessOf, type Tolerance } from "./closeness.ts";
import { closenessText } from "./closeness-text.ts";
import { completedBy } from "./completed.ts";
import { partsOfAll, partsOfSample } from "./parts-of.ts";
import { mostAtOnce } from "./large.ts";
import { answerFor, readerWhile } from "./live.ts";
import { minusReader } from "./minus-reader.ts";
import { numbersOf, type Numbers } from "./numbers.ts";
import { bundleOfParts, payloadOf, type Parts } from "./payload.ts";
import { previewBudget } from "./preview.ts";
import { memoryReader, tensorReader, type Reader } from "./reader.ts";
import { samplePlaces } from "./sample.ts";

/** How a difference is shown. */
export interface DifferenceOptions extends Partial<Tolerance> {
  /** What the two are called. */
  names?: readonly [string, string];
}

/** A tensor, typed array or nested array as it is read, and by whom a viewer's questions are answered. */
interface Side {
  readonly about: Omit<Numbers, "values">;
  readonly reader: Reader;
  readonly tensor: Tensor | null;
}

/**
 * Two tensors of one shape and their difference, as one bundle; of more than `most` elements from a sample at first. Throws a RangeError for shapes that differ, and a
 * TypeError for what has no numbers.
 */
export async function differenceBundle(
  left: unknown,
  right: unknown,
  { names = ["a", "b"], rtol = 1e-5, atol = 1e-8 }: DifferenceOptions,
  most = mostAtOnce,
): Promise<MimeBundle> {
  const sides = [await sideOf(left, names[0]), await sideOf(right, names[1])] as const;
  const [a, b] = sides;
  const { shape } = a.about;
  if (String(shape) !== String(b.about.shape)) {
    throw new RangeError(
      `${names[0]} has the shape ${shapeText(shape)} and ${names[1]} ${shapeText(b.about.shape)}: only tensors of one shape have a difference.`,
    );
  }
  const singles = sides.every(({ about }) => about.dtype === "float32");
  const tensors = sides.map(({ tensor }) => tensor).filter((x) => x !== null);
  const whole = {
    about: { ...a.about, dtype: a.about.dtype === b.about.dtype ? a.about.dtype : "mixed" },
    reader: minusReader(a.reader, b.reader),
    live: once(() =>
      tensors.length === 2
        ? answerFor(readerWhile(tensors, (x, y) => minusReader(tensorReader(x), tensorReader(y))))
        : null,
    ),
    name: `${names[0]} − ${names[1]}`,
  };
  const ofSide = ({ about, reader, tensor }: Side, name: string) => ({
    about,
    reader,
    live: once(() => tensor && answerFor(readerWhile([tensor], tensorReader))),
    name,
  });
  const three = [whole, ofSide(a, names[0]), ofSide(b, names[1])] as const;

  async function build(pace: Pace, all: boolean): Promise<MimeBundle> {
    const parts = async ({ name, reader, ...rest }: (typeof three)[number]): Promise<Parts> => ({
      ...rest,
      reader,
      options: { name },
      ...(all ? await partsOfAll(reader, pace) : await partsOfSample(reader)),
    });
    const closeness = all
      ? await closenessOf(a.reader, b.reader, { rtol, atol }, { singles, pace })
      : await sampledCloseness(a.reader, b.reader, { rtol, atol }, singles);
    const budget = Math.floor(previewBudget / 3);
    const [difference, first, second] = [await parts(three[0]), await parts(three[1]), await parts(three[2])];
    const bundle = await bundleOfParts(difference, budget);
    const payload = {
      ...(bundle[tensorMime] as object), // made by bundleOfParts
      compared: { sides: [await payloadOf(first, budget), await payloadOf(second, budget)], closeness },
    };
    const text = `${closenessText(closeness, names)}\n${String(bundle["text/plain"])}`;
    return { ...bundle, [tensorMime]: payload, "text/plain": text };
  }

  const signal = signalFor(undefined);
  if (a.reader.size <= most || !host()) return build(() => turn(signal), true);
  const isFreed = (): boolean => tensors.some((x) => x.isDisposed);
  return completedBy(await build(() => turn(signal), false), isFreed, async (show, pace) =>
    show(await build(pace, true)),
  );
}

async function sideOf(value: unknown, name: string): Promise<Side> {
  if (value instanceof Tensor && value.dtype !== "complex64" && value.dtype !== "string") {
    const tensor = value as Tensor;
    const about = { shape: tensor.shape, dtype: tensor.dtype, bytes: bytesOf(tensor), backend: getBackend() };
    return { about, reader: tensorReader(tensor), tensor };
  }
  const numbers = await numbersOf(value);
  if (!numbers)
    throw new TypeError(`${name} has no numbers: a difference is of tensors, typed arrays or nested arrays.`);
  const { values, ...about } = numbers;
  return { about, reader: memoryReader(values, about.shape), tensor: null };
}

async function sampledCloseness(a: Reader, b: Reader, tolerance: Tolerance, singles: boolean) {
  const places = samplePlaces(a.size);
  const pairs = comparing(tolerance, a.shape, singles);
  pairs.add(await a.at(places), await b.at(places), (k) => places[k]);
  return pairs.result();
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
