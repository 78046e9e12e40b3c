import { inspect } from "node:util";
import { displaySymbol, type MimeBundle } from "../host.ts";
import { figureBundle, isPlotlyLike } from "./figure-bundle.ts";

/**
 * How a value shows itself: the bundle of its own `Symbol.for("Jupyter.display")` method, a figure for Plotly as
 * such, else text.
 */
export async function bundleOf(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  if (isPlotlyLike(value)) return figureBundle(value);
  const text =
    typeof value === "string" ? value : inspect(value, { depth: 4, maxArrayLength: 100, breakLength: 100 });
  return { "text/plain": text };
}

async function ownBundle(value: unknown): Promise<MimeBundle | null> {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return null;
  if (!(displaySymbol in value)) return null;
  // `in` narrows to unknown; the call below is checked.
  const method = value[displaySymbol];
  if (typeof method !== "function") return null;
  const bundle: unknown = await method.call(value);
  if (typeof bundle !== "object" || bundle === null) {
    throw new TypeError(
      `${value.constructor.name}[Symbol.for("Jupyter.display")] must return an object of mime types`,
    );
  }
  return bundle as MimeBundle; // keys of any object are strings, values may be anything
}
