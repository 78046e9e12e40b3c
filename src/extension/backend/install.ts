import { installBackend, type InstallOptions, type Surroundings } from "../../backends/index.ts";
import type { Installable } from "../../protocol/node/backend-store.ts";
import type { Log } from "../log.ts";
import { withProgress } from "./with-progress.ts";

/** Installs a backend under a notification that tells how far it is and can stop it. Resolves with whether it is there. */
export const installWithProgress = (
  name: Installable,
  options: InstallOptions,
  surroundings: Surroundings,
  log: Log,
): Promise<boolean> =>
  withProgress(`Installing the backend ${name}`, log, async (work) => {
    const { device, library } = await installBackend(name, options, surroundings, work);
    return `The backend ${name} is installed: ${library} on ${device}.`;
  });
