import Module from "node:module";
import { pathToFileURL } from "node:url";
import { isTfjs } from "./wants-tfjs.ts";

/** What Node has and its types do not say, or not for every Node that we run on. */
interface Loader {
  registerHooks?: (hooks: { resolve: Resolve }) => void;
  register: (specifier: string) => void;
  _resolveFilename: (specifier: string, ...rest: unknown[]) => string;
  _cache: Record<string, unknown>;
}
type Resolve = (specifier: string, context: unknown, next: (...args: unknown[]) => unknown) => unknown;

let sharing: Promise<void> | null = null;

/**
 * From now on packages that import tfjs get the runtime's: with a copy of their own they could not use a tensor of the
 * notebook. `file` is the runtime's, an ES module that awaits, which CommonJS cannot require: it finds it loaded.
 */
export const shareTfjs = (file: string): Promise<void> => (sharing ??= share(file));

async function share(file: string): Promise<void> {
  const { href } = pathToFileURL(file);
  const namespace = (await import(href)) as object;
  const loader = Module as unknown as Loader;
  const loaded = Object.assign(new Module(file), {
    exports: { ...namespace, __esModule: true },
    loaded: true,
  });
  loader._cache[file] = loaded;
  if (loader.registerHooks) {
    loader.registerHooks({
      resolve: (specifier, context, next) =>
        isTfjs(specifier) ? { url: href, format: "module", shortCircuit: true } : next(specifier, context),
    });
    return;
  }
  // Before Node 22.15 the official hooks are for import alone, and run in a thread of their own.
  const hooks = `const isTfjs = ${isTfjs.toString()};
    export const resolve = (specifier, context, next) =>
      isTfjs(specifier) ? { url: ${JSON.stringify(href)}, shortCircuit: true } : next(specifier, context);`;
  loader.register(`data:text/javascript,${encodeURIComponent(hooks)}`);
  const resolveFilename = loader._resolveFilename.bind(loader);
  loader._resolveFilename = (specifier, ...rest) =>
    isTfjs(specifier) ? file : resolveFilename(specifier, ...rest);
}
