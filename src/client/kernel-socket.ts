import net, { type Socket } from "node:net";
import { encodeFrame, FrameReader } from "../protocol/node/frames.ts";
import type { FromKernel, ToKernel } from "../protocol/index.ts";
import type { Hello, Welcome } from "../protocol/link.ts";

export interface KernelSocketOptions {
  /** Called before any message. */
  onWelcome: (welcome: Welcome) => void;
  onMessage: (message: FromKernel) => void;
  onClose: () => void;
}

/** The connection to a kernel process, from its front's side. */
export class KernelSocket {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Connects and shows the key. Rejects where no kernel answers. */
  static connect(
    path: string,
    key: string,
    { onWelcome, onMessage, onClose }: KernelSocketOptions,
  ): Promise<KernelSocket> {
    return new Promise((resolve, reject) => {
      const socket = net.connect(path);
      const reader = new FrameReader();
      const self = new KernelSocket(socket);
      let welcomed = false;
      socket.once("connect", () => socket.write(encodeFrame({ noisebook: 1, key } satisfies Hello)));
      socket.on("data", (chunk) => {
        for (const frame of reader.push(chunk)) {
          if (welcomed)
            onMessage(frame as FromKernel); // written by our own kernel, as is the welcome
          else {
            welcomed = true;
            onWelcome(frame as Welcome);
            resolve(self);
          }
        }
      });
      socket.on("error", reject); // its closing says the rest
      socket.on("close", () => {
        if (welcomed) onClose();
        else reject(new Error("the kernel closed the connection"));
      });
    });
  }

  send(message: ToKernel): void {
    this.#socket.write(encodeFrame(message));
  }

  close(): void {
    this.#socket.destroy();
  }
}
