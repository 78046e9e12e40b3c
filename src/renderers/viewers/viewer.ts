// How a mime type's viewer is named without being loaded: what draws outputs is loaded with the first of them.
import { loadMath } from "../math/math.ts";
import { mounting } from "./mounting.ts";
import type { LoadMount } from "../renderer.ts";
import type { Kind } from "../view.ts";

export const viewer =
  <Payload>(load: () => Promise<Kind<Payload>>): LoadMount =>
  async () =>
    mounting(await load());

/** For kinds whose views have formulas: the typesetter comes along with the view. */
export const withMath =
  <Loaded>(load: () => Promise<Loaded>) =>
  async (): Promise<Loaded> =>
    (await Promise.all([load(), loadMath()]))[0];
