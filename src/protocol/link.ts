import * as v from "valibot";

/** How a front reaches a kernel process: a local socket (a named pipe on Windows) and the key that opens it. */
export const KernelAddress = v.object({ socket: v.string(), key: v.string(), pid: v.number() });
export type KernelAddress = v.InferOutput<typeof KernelAddress>;

/** A front's first frame. */
export const Hello = v.object({ noisebook: v.literal(1), key: v.string() });
export type Hello = v.InferOutput<typeof Hello>;

/** A cell whose end no front has heard of: what one that comes back must know to go on with it. */
export interface PendingCell {
  msg_id: string;
  code: string;
  /** The place that came with the request. */
  cell: unknown;
  /** When it was asked for, in milliseconds since 1970. */
  since: number;
  /** Whether its oldest output is gone, since there was too much of it to keep. */
  cut: boolean;
}

/**
 * The kernel's answer to `Hello`. What pending cells have put out so far follows, and what else was published while no
 * front was there.
 */
export interface Welcome {
  noisebook: 1;
  pid: number;
  pending: PendingCell[];
}

/** What the front tells the kernel process through its environment. */
export const environment = {
  folder: "NOISEBOOK_FOLDER",
  socket: "NOISEBOOK_SOCKET",
  key: "NOISEBOOK_KEY",
  /** Seconds that the kernel waits for a front that has gone, before it ends. */
  linger: "NOISEBOOK_LINGER",
  /** "1" where the front also shows what comes after a cell's end: cells then end before all is known of their outputs. */
  late: "NOISEBOOK_LATE",
} as const;

/** File descriptor on which the kernel writes a line once its socket listens. */
export const readyFd = 3;
