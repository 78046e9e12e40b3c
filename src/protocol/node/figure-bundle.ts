import { figureMime } from "../figure.ts";
import { toBase64 } from "../floats.ts";
import type { MimeBundle } from "../host.ts";

/** A figure as people write one for Plotly: traces, and a layout, which may be empty. */
interface PlotlyLike {
  readonly data: readonly object[];
  readonly layout: object;
}

/** Whether a value is one: nothing else that is shown has these two names and no others but Plotly's. */
export function isPlotlyLike(value: unknown): value is PlotlyLike {
  if (typeof value !== "object" || value === null || !("data" in value) || !("layout" in value)) return false;
  if (Object.keys(value).some((key) => !["data", "layout", "config", "frames"].includes(key))) return false;
  const { data, layout } = value;
  return (
    Array.isArray(data) &&
    data.every((trace) => typeof trace === "object" && trace !== null && !Array.isArray(trace)) &&
    typeof layout === "object" &&
    layout !== null
  );
}

/** It as a bundle: typed arrays as Plotly packs them, and in words what there is to see. */
export function figureBundle({ data, layout }: PlotlyLike): MimeBundle {
  const types = data.map((trace) => ("type" in trace ? String(trace.type) : "scatter"));
  const kinds = [...new Set(types)].join(", ");
  const traces = `${data.length} ${data.length === 1 ? "trace" : "traces"}`;
  return {
    [figureMime]: { data: data.map((trace) => packed(trace)), layout: packed(layout) },
    "text/plain": `Plotly figure: ${traces}${kinds ? ` (${kinds})` : ""}`,
  };
}

/** Plotly's names of element types; it knows none of 64-bit integers. */
const dtypes = new Map<unknown, string>([
  [Int8Array, "i1"],
  [Uint8Array, "u1"],
  [Uint8ClampedArray, "u1c"],
  [Int16Array, "i2"],
  [Uint16Array, "u2"],
  [Int32Array, "i4"],
  [Uint32Array, "u4"],
  [Float32Array, "f4"],
  [Float64Array, "f8"],
]);

/** What JSON can hold: as JSON it, a typed array would become an object of its indices. Throws for what holds itself. */
function packed(value: unknown, above: readonly unknown[] = []): unknown {
  if (typeof value === "bigint") return Number(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (above.includes(value)) throw new TypeError("A figure holds itself, so it cannot be shown");
  if (ArrayBuffer.isView(value)) {
    const dtype = dtypes.get(value.constructor);
    if (dtype)
      return { dtype, bdata: toBase64(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    return Array.from(value as BigInt64Array, Number); // what is left of the views, or one that has no elements
  }
  const within = [...above, value];
  if (Array.isArray(value)) return value.map((each) => packed(each, within));
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, packed(each, within)]));
}
