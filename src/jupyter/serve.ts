import { fileURLToPath } from "node:url";
import { readConnection } from "./connection.ts";
import { Front } from "./front.ts";
import { Keeper } from "./keeper.ts";
import { watchParent } from "./parent.ts";
import { Wire } from "./wire.ts";

const kernelMain = fileURLToPath(new URL("../kernel/main.mjs", import.meta.url));

/** Serves the connection file's sockets until a client, a signal or our parent's end says to stop. */
export async function serve(connectionFile: string): Promise<void> {
  const connection = await readConnection(connectionFile);
  let front: Front | null = null;
  const kernel = new Keeper({
    node: process.execPath,
    main: kernelMain,
    folder: process.cwd(), // Jupyter starts us in the notebook's folder
    onMessage: (message) => front?.onMessage(message),
    onDeath: (reason) => front?.onDeath(reason),
  });
  // At once: it takes the longest, and the ZeroMQ library loads meanwhile.
  kernel.start();
  const { Sockets } = await import("./sockets.ts");
  const wire = new Wire(connection.key);
  const sockets = new Sockets();
  const end = async (code: number): Promise<void> => {
    await kernel.stop();
    await sockets.close();
    process.exit(code);
  };
  const ready = new Front({
    kernel,
    send: (channel, identities, message) => sockets.send(channel, wire.encode(identities, message)),
    publish: (topic, message) => sockets.send("iopub", wire.encode([topic], message)),
    end: () => void end(0),
  });
  front = ready;
  try {
    await sockets.bind(connection, {
      onMessage: (channel, frames) => {
        const received = wire.decode(frames);
        if (received) ready.onRequest(channel, received);
      },
      onSubscription: (topic) => ready.onSubscription(topic),
    });
  } catch (error) {
    await kernel.stop();
    throw error;
  }

  // Jupyter interrupts by message; a terminal's Ctrl-C is for the program in front of it.
  process.on("SIGINT", () => undefined);
  for (const [signal, number] of [["SIGTERM", 15] as const, ["SIGHUP", 1] as const])
    process.on(signal, () => void end(128 + number));
  watchParent(process.env, () => void end(0));
}
