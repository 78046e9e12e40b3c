// A port on this machine that nobody listens on.
import { createServer } from "node:net";

/** Whether a server could listen there now.
 * @param {number} port
 * @returns {Promise<boolean>} */
export function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen({ port, host: "127.0.0.1", exclusive: true }, () => probe.close(() => resolve(true)));
  });
}

/** The first free port from this one on; undefined when none of the next hundred is.
 * @param {number} from */
export async function freeFrom(from) {
  for (let port = from; port < Math.min(from + 100, 65536); port++) if (await isFree(port)) return port;
  return undefined;
}

/** A free port that the system chooses.
 * @returns {Promise<number>} */
export function anyFree() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object"
          ? resolve(address.port)
          : reject(new Error("no port was given")),
      );
    });
  });
}
