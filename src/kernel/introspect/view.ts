import type { Script } from "../errors.ts";
import type { Docs } from "./docs.ts";
import type { Peeker } from "./peek.ts";

export interface Places {
  /** Folder of the notebook, and of the built runtime. */
  folder: string;
  runtime: string;
}

/** What an answer is made from. */
export interface View {
  peeker: Peeker;
  places: Places;
  docs: Docs;
  /** The namespace of a module that this kernel has loaded. Loads none. */
  loaded: (specifier: string) => object | null;
  /** The cells and local files that functions may come from, the latest first. */
  scripts: () => Script[];
}
