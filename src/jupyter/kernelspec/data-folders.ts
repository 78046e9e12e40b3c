import path from "node:path";

/** What Jupyter's data folders depend on. */
export interface Surroundings {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  home: string;
}

/** The folder of a user's own Jupyter data, by the rules of jupyter_core. */
export function userDataFolder({ platform, env, home }: Surroundings): string {
  if (env.JUPYTER_DATA_DIR) return env.JUPYTER_DATA_DIR;
  switch (platform) {
    case "darwin":
      return path.posix.join(home, "Library", "Jupyter");
    case "win32":
      if (env.APPDATA) return path.win32.join(env.APPDATA, "jupyter");
      return path.win32.join(env.JUPYTER_CONFIG_DIR || path.win32.join(home, ".jupyter"), "data");
    default:
      return path.posix.join(env.XDG_DATA_HOME || path.posix.join(home, ".local", "share"), "jupyter");
  }
}

/** The data folder of a Python environment or of a system's prefix. */
export const prefixDataFolder = (prefix: string, { platform }: Surroundings): string =>
  pathOf(platform).join(prefix, "share", "jupyter");

/**
 * The folders in which Jupyter looks for kernels, the first first. Of Python's own environments only the active one
 * is known here; a folder of another is named with --prefix.
 */
export function dataFolders(surroundings: Surroundings): string[] {
  const { platform, env } = surroundings;
  const named = (env.JUPYTER_PATH ?? "").split(pathOf(platform).delimiter).filter(Boolean);
  const active = [env.VIRTUAL_ENV, env.CONDA_PREFIX]
    .flatMap((prefix) => prefix || [])
    .map((prefix) => prefixDataFolder(prefix, surroundings));
  return [...new Set([...named, userDataFolder(surroundings), ...active, ...systemFolders(surroundings)])];
}

function systemFolders({ platform, env }: Surroundings): string[] {
  if (platform !== "win32") return ["/usr/local/share/jupyter", "/usr/share/jupyter"];
  return env.PROGRAMDATA ? [path.win32.join(env.PROGRAMDATA, "jupyter")] : [];
}

const pathOf = (platform: NodeJS.Platform) => (platform === "win32" ? path.win32 : path.posix);
