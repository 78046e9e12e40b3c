import * as v from "valibot";
import type { MimeBundle } from "./host.ts";

/**
 * Kernel messages in the shapes of Jupyter's messaging protocol 5.3, so that one kernel serves every front.
 * Over process IPC a message is one structured clone; `channel` says which Jupyter socket would have carried it.
 */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

export interface Message<Type extends string = string, Content = unknown> {
  channel: "shell" | "iopub" | "control" | "stdin";
  header: Header & { msg_type: Type };
  parent_header: Header | null;
  metadata: Record<string, unknown>;
  content: Content;
  buffers?: Uint8Array[];
}

/** Where a cell stands in its notebook: what an error names. Travels in an execute request's metadata. */
export const CellPlace = v.object({ index: v.pipe(v.number(), v.integer(), v.minValue(0)), id: v.string() });
export type CellPlace = v.InferOutput<typeof CellPlace>;

export interface ExecuteRequest {
  code: string;
  silent: boolean;
  store_history: boolean;
  stop_on_error: boolean;
}

export interface ErrorContent {
  ename: string;
  evalue: string;
  /** Lines for people: where in which cell, the line itself, then the cells and files that led there. */
  traceback: string[];
}

export type ExecuteReply =
  { status: "ok"; execution_count: number } | ({ status: "error"; execution_count: number } & ErrorContent);

export interface DisplayData {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

/** Message type to content, for what the kernel publishes on iopub. */
export interface Published {
  status: { execution_state: "starting" | "busy" | "idle" };
  stream: { name: "stdout" | "stderr"; text: string };
  display_data: DisplayData;
  update_display_data: DisplayData;
  execute_result: DisplayData & { execution_count: number };
  error: ErrorContent;
  comm_open: { comm_id: string; target_name: string; data: unknown };
  comm_msg: { comm_id: string; data: unknown };
  comm_close: { comm_id: string; data: unknown };
}

/** Message type to content, for what the kernel answers on shell and control. */
export interface Replies {
  kernel_info_reply: {
    status: "ok";
    protocol_version: string;
    implementation: string;
    implementation_version: string;
    language_info: { name: string; version: string; mimetype: string; file_extension: string };
    banner: string;
  };
  execute_reply: ExecuteReply;
  interrupt_reply: { status: "ok" };
  shutdown_reply: { status: "ok"; restart: boolean };
}

/** Message type to content, for what a front asks of the kernel. */
export interface Requests {
  kernel_info_request: Record<string, never>;
  execute_request: ExecuteRequest;
  comm_msg: { comm_id: string; data: unknown };
  interrupt_request: Record<string, never>;
  shutdown_request: { restart: boolean };
}

type MessageOf<Contents> = {
  [Type in keyof Contents & string]: Message<Type, Contents[Type]>;
}[keyof Contents & string];
export type FromKernel = MessageOf<Published> | MessageOf<Replies>;
export type ToKernel = MessageOf<Requests>;

export const protocolVersion = "5.3";

/** A header for a new message of this type. */
export function header<Type extends string>(msg_type: Type, session: string): Header & { msg_type: Type } {
  return {
    msg_id: newId(),
    msg_type,
    session,
    username: "noisebook",
    date: new Date().toISOString(),
    version: protocolVersion,
  };
}

export const newId = (): string => crypto.randomUUID();
