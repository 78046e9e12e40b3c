// NumPy's .npy: a magic word, the header's length, a Python dictionary as text, the numbers.
import { npyFile } from "../../../protocol/npy.ts";
import { shapeText, sizeOf } from "../../core/shape.ts";

/** An array out of a file, row-major, in float64. */
export interface StoredArray {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const magic = "\x93NUMPY";

const latin = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

/** The bytes of an array of float64 in version 1.0 of the format. */
export function encodeNpy({ shape, values }: StoredArray): Uint8Array {
  return npyFile("<f8", shape, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** The bytes of a text, as numpy.array("…") is stored. */
export function encodeNpyText(text: string): Uint8Array {
  const points = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  return npyFile(`<U${points.length}`, [], new Uint8Array(Uint32Array.from(points).buffer));
}

/** Reads numbers. Throws a RangeError for other contents, and for a file that is cut short. */
export function decodeNpy(file: Uint8Array): StoredArray {
  const { descr, fortran, shape, numbers } = parse(file);
  const size = sizeOf(shape);
  const read = Object.hasOwn(readers, descr.slice(1)) ? readers[descr.slice(1)] : null;
  if (!read || !"<=|>".includes(descr[0])) {
    throw new RangeError(`it holds ${descr}, not numbers: ${Object.keys(readers).join(", ")} can be read`);
  }
  const width = Number(descr.slice(2));
  if (numbers.length < size * width) {
    throw new RangeError(`it ends before the ${size * width} bytes of its shape ${shapeText(shape)}`);
  }
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const little = descr[0] !== ">";
  const values = Float64Array.from({ length: size }, (_, i) => read(view, i * width, little));
  return { shape, values: fortran ? rowMajor(values, shape) : values };
}

/** Reads a text that `encodeNpyText` or NumPy wrote. Throws a RangeError for anything else. */
export function decodeNpyText(file: Uint8Array): string {
  const { descr, numbers } = parse(file);
  const length = /^<U(\d+)$/.exec(descr);
  if (!length || numbers.length < 4 * Number(length[1]))
    throw new RangeError(`it holds ${descr}, not a text`);
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const points = Array.from({ length: Number(length[1]) }, (_, i) => view.getUint32(4 * i, true));
  return points.map((point) => (point > 0 && point < 0x110000 ? String.fromCodePoint(point) : "")).join("");
}

const readers: Record<string, (view: DataView, at: number, little: boolean) => number> = {
  f8: (view, at, little) => view.getFloat64(at, little),
  f4: (view, at, little) => view.getFloat32(at, little),
  i8: (view, at, little) => Number(view.getBigInt64(at, little)),
  u8: (view, at, little) => Number(view.getBigUint64(at, little)),
  i4: (view, at, little) => view.getInt32(at, little),
  u4: (view, at, little) => view.getUint32(at, little),
};

function parse(file: Uint8Array) {
  if (file.length < 12 || latin(file.subarray(0, 6)) !== magic) throw new RangeError("it is no .npy array");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const [lengthAt, start] = file[6] === 1 ? [8, 10] : [8, 12];
  const length = file[6] === 1 ? view.getUint16(lengthAt, true) : view.getUint32(lengthAt, true);
  if (start + length > file.length) throw new RangeError("it ends within its header");
  const header = latin(file.subarray(start, start + length));
  const descr = /'descr':\s*'([^']+)'/.exec(header)?.[1];
  const fortran = /'fortran_order':\s*(True|False)/.exec(header)?.[1];
  const tuple = /'shape':\s*\(([\d\s,]*)\)/.exec(header)?.[1];
  if (descr === undefined || fortran === undefined || tuple === undefined) {
    throw new RangeError(`its header is not that of an array of numbers: ${header.trim()}`);
  }
  const shape = tuple.split(",").flatMap((part) => (part.trim() ? [Number(part)] : []));
  return { descr, fortran: fortran === "True", shape, numbers: file.subarray(start + length) };
}

/** Fortran's order as C's, of up to two axes. */
function rowMajor(values: Float64Array, shape: readonly number[]): Float64Array {
  if (shape.length < 2) return values;
  if (shape.length > 2) throw new RangeError("it has more than two axes in Fortran's order");
  const [rows, columns] = shape;
  return Float64Array.from(values, (_, at) => values[(at % columns) * rows + Math.floor(at / columns)]);
}
