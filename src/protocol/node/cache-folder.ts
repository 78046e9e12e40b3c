import os from "node:os";
import path from "node:path";

/** Where the platform keeps what can be had again. `NOISEBOOK_CACHE` names another place. */
export function cacheFolder(): string {
  const { NOISEBOOK_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (NOISEBOOK_CACHE) return path.resolve(NOISEBOOK_CACHE);
  const home = os.homedir();
  if (process.platform === "win32")
    return path.join(LOCALAPPDATA ?? path.join(home, "AppData", "Local"), "noisebook");
  if (process.platform === "darwin") return path.join(home, "Library", "Caches", "noisebook");
  return path.join(XDG_CACHE_HOME ?? path.join(home, ".cache"), "noisebook");
}
