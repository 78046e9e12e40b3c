import { trailOf, type Place } from "../trail.ts";
import { checkNames, type Namespace } from "./names.ts";
import { kernelWord } from "./words.ts";
import type { Link } from "./version.ts";

/**
 * A small module between a local file and one whose names are known only once it has run, as a package's are. It
 * exports the names that one import asks for, "*" for all of them.
 */
export interface Bridge {
  url: string;
  specifier: string;
  link: Link;
  needed: string[];
  maybeTypes: string[];
  /** The import. */
  place: Place;
}

export function bridgeCode({ url, link, needed, maybeTypes }: Bridge): string {
  const names = [...needed, ...maybeTypes];
  const [load, loaded] =
    "url" in link ? [`import * as m from ${JSON.stringify(link.url)};`, ", m"] : ["", ""];
  const pattern = names.map((name, i) => `${JSON.stringify(name)}: n${i}`).join(", ");
  const exported = names.map((name, i) => `n${i} as ${JSON.stringify(name)}`).join(", ");
  return `${load} const { ${pattern} } = ${kernelWord}.bridge(${JSON.stringify(url)}${loaded}); export { ${exported} };`;
}

/** What a bridge hands over of the namespace it leads to. Throws ImportError, as if from the import. */
export function across({ specifier, needed, maybeTypes, place }: Bridge, namespace: Namespace): Namespace {
  try {
    checkNames(specifier, Object.keys(namespace), needed, maybeTypes);
  } catch (error) {
    throw placed(error, place);
  }
  const names = [...needed, ...maybeTypes];
  return Object.fromEntries(names.map((name) => [name, name === "*" ? namespace : namespace[name]]));
}

/** An error as of a place in a local file. */
export function placed(error: unknown, place: Place): unknown {
  if (error instanceof Error) trailOf(error).fault ??= place;
  return error;
}
