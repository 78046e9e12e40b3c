import type { MimeBundle } from "../../protocol/host.ts";
import { host } from "../core/host.ts";
import { output } from "./output.ts";

/** An output that is replaced while its cell runs. */
export interface Replaced {
  with(bundle: MimeBundle): void;
  /** What stays. Without a notebook this alone is printed. */
  last(bundle: MimeBundle): void;
}

/** Shows a bundle that others will take the place of. */
export function replaced(first: MimeBundle): Replaced {
  const shown = host();
  if (!shown) return { with: () => undefined, last: output };
  const id = shown.display(first);
  const update = (bundle: MimeBundle) => shown.update(id, bundle);
  return { with: update, last: update };
}
