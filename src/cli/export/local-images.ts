import { readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { dataUrl, pictures } from "./saved.ts";

/** The picture that Markdown names, as a data URL; null where there is none. */
export type Images = (source: string) => string | null;

/**
 * Pictures beside the notebook. Only from its own folder and what is below it: a notebook from elsewhere must not
 * carry a person's other pictures into the page that they pass on.
 */
export function localImages(folder: string): Images {
  return (source) => {
    if (/^[a-z][a-z\d+.-]*:|^\/\//i.test(source)) return null;
    try {
      const root = realpathSync(folder);
      const file = realpathSync(path.resolve(root, decodeURI(source.replace(/[?#].*$/, ""))));
      if (!file.startsWith(root + path.sep)) return null;
      const extension = path.extname(file).slice(1).toLowerCase().replace("jpeg", "jpg");
      const known = pictures.find(([, each]) => each === extension);
      return known ? dataUrl({ mime: known[0], extension, bytes: readFileSync(file) }) : null;
    } catch {
      return null; // not there, or no path
    }
  };
}
