import type { Header } from "../protocol/index.ts";
import type { Channel } from "./sockets.ts";

/** A client's request that the kernel has not ended. */
export interface Request {
  channel: Channel;
  /** The client, as ZeroMQ knows it: on stdin too, where it is asked for input. */
  identities: Buffer[];
  header: Header;
  busy: boolean;
  replied: boolean;
  /** Of a cell, once the kernel has counted it. */
  execution_count?: number;
}

const answered = new Set([
  "kernel_info_request",
  "execute_request",
  "complete_request",
  "inspect_request",
  "is_complete_request",
  "history_request",
  "comm_info_request",
]);
const unanswered = new Set(["comm_open", "comm_msg", "comm_close"]);

/** Whether the kernel takes messages of this type. Others are of a newer protocol, or not for kernels. */
export const isForKernel = (type: string): boolean => answered.has(type) || unanswered.has(type);

export const replyType = ({ header }: Request): string | null =>
  answered.has(header.msg_type) ? header.msg_type.replace(/_request$/, "_reply") : null;
