import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { manifest } from "../protocol/node/manifest.ts";

/**
 * The folder in which something that is installed grows. It takes the place of the installed one when it is whole and has been checked, and
 * not before; what an interrupted install has finished is not done again.
 */
export class Staging {
  readonly #place: string;
  /** What stands for the cache until then: the runtime finds what is unfinished with this as NOISEBOOK_CACHE. */
  readonly cache: string;
  readonly folder: string;

  /** `place`: where it will be, a folder KIND/NAME of the cache. */
  constructor(place: string) {
    this.#place = place;
    this.cache = path.join(path.dirname(path.dirname(place)), "unfinished");
    this.folder = path.join(this.cache, path.relative(path.dirname(path.dirname(place)), place));
  }

  /** Makes the folder. What was begun for another source is thrown away. */
  async open(source: string): Promise<void> {
    if ((await this.#read("source")) === source) return;
    await rm(this.folder, { recursive: true, force: true });
    await mkdir(this.folder, { recursive: true });
    await writeFile(this.#note("source"), source);
  }

  /** Does a step, unless an earlier install has come past it. */
  async step(name: string, work: () => Promise<void>): Promise<void> {
    if ((await this.#read(name)) !== null) return;
    await work();
    await writeFile(this.#note(name), "");
  }

  /** Puts it in its place. */
  async finish(installed: object): Promise<string> {
    await writeFile(path.join(this.folder, manifest), `${JSON.stringify(installed, null, 2)}\n`);
    const place = this.#place;
    await rm(place, { recursive: true, force: true });
    await mkdir(path.dirname(place), { recursive: true });
    await rename(this.folder, place);
    return place;
  }

  #note(step: string): string {
    return path.join(this.folder, `.${step}`);
  }

  async #read(step: string): Promise<string | null> {
    return readFile(this.#note(step), "utf8").catch(() => null);
  }
}
