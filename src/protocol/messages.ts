import * as v from "valibot";
import type { MimeBundle, TensorMemory } from "./host.ts";
import type { VariableReply, VariablesReply } from "./variables.ts";

/**
 * Kernel messages in the shapes of Jupyter's messaging protocol, so that one kernel serves every front. Between a
 * kernel process and its front a message is one structured clone; `channel` says which Jupyter socket carries it.
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

/** What every message must have before anything can be made of it, or answered. */
export const Envelope = v.looseObject({
  header: v.looseObject({ msg_id: v.string(), msg_type: v.string(), session: v.string() }),
  metadata: v.optional(v.record(v.string(), v.unknown()), {}),
  content: v.record(v.string(), v.unknown()),
});

/** Where a cell stands in its notebook: what an error names. Travels in an execute request's metadata. */
export const CellPlace = v.object({ index: v.pipe(v.number(), v.integer(), v.minValue(0)), id: v.string() });
export type CellPlace = v.InferOutput<typeof CellPlace>;

export interface ExecuteRequest {
  code: string;
  /** Nothing is published, counted or remembered; errors still come in the reply. */
  silent: boolean;
  store_history: boolean;
  /** Expressions to evaluate after the cell, by name; their values come in the reply. */
  user_expressions?: Record<string, string>;
  /** Whether this front answers `input_request`. */
  allow_stdin: boolean;
  /** An error ends, unrun, the requests that wait behind this one. */
  stop_on_error: boolean;
}

export interface ErrorContent {
  ename: string;
  evalue: string;
  /** Lines for people: where in which cell, the line itself, then the cells and files that led there. */
  traceback: string[];
}

/** The value of a user expression, or why it has none. */
export type ExpressionResult =
  | { status: "ok"; data: MimeBundle; metadata: Record<string, unknown> }
  | ({ status: "error" } & ErrorContent);

/** What a cell such as `name?` has asked to read, for the front to show. */
export interface Page {
  source: "page";
  data: MimeBundle;
  /** The line to begin at. */
  start: number;
}

export type ExecuteReply =
  | {
      status: "ok";
      execution_count: number;
      user_expressions: Record<string, ExpressionResult>;
      payload: Page[];
    }
  | ({ status: "error"; execution_count: number } & ErrorContent)
  /** Not run: one before it failed. */
  | { status: "aborted"; execution_count: number };

export interface DisplayData {
  data: MimeBundle;
  metadata: Record<string, unknown>;
  transient: { display_id?: string };
}

/** Message type to content, for what the kernel publishes on iopub. */
export interface Published {
  status: { execution_state: "starting" | "busy" | "idle" };
  execute_input: { code: string; execution_count: number };
  stream: { name: "stdout" | "stderr"; text: string };
  display_data: DisplayData;
  update_display_data: DisplayData;
  execute_result: DisplayData & { execution_count: number };
  clear_output: { wait: boolean };
  error: ErrorContent;
  comm_open: { comm_id: string; target_name: string; data: unknown };
  comm_msg: { comm_id: string; data: unknown };
  comm_close: { comm_id: string; data: unknown };
  /** Of ours, for the status bar; no Jupyter front knows it. */
  noisebook_memory: TensorMemory;
}

/** A function or value at the cursor, or `found: false`. */
export interface InspectReply {
  status: "ok";
  found: boolean;
  data: MimeBundle;
  metadata: Record<string, unknown>;
}

export interface CompleteReply {
  status: "ok";
  matches: string[];
  /** What of the code the matches replace: offsets in Unicode code points, as `cursor_pos`. */
  cursor_start: number;
  cursor_end: number;
  /** Under `_jupyter_types_experimental`: a kind and a signature for each match. */
  metadata: Record<string, unknown>;
}

export type IsCompleteReply =
  { status: "complete" | "invalid" | "unknown" } | { status: "incomplete"; indent: string };

/** [session, line number, input] or, where outputs were asked for, [session, line number, [input, output]]. */
export type HistoryEntry = [number, number, string | [string, string | null]];

/** Message type to content, for what the kernel answers on shell and control. */
export interface Replies {
  kernel_info_reply: {
    status: "ok";
    protocol_version: string;
    implementation: string;
    implementation_version: string;
    language_info: {
      name: string;
      version: string;
      mimetype: string;
      file_extension: string;
      codemirror_mode: string;
      pygments_lexer: string;
    };
    banner: string;
    help_links: { text: string; url: string }[];
    supported_features: string[];
  };
  execute_reply: ExecuteReply;
  complete_reply: CompleteReply;
  inspect_reply: InspectReply;
  is_complete_reply: IsCompleteReply;
  history_reply: { status: "ok"; history: HistoryEntry[] };
  comm_info_reply: { status: "ok"; comms: Record<string, { target_name: string }> };
  interrupt_reply: { status: "ok" };
  shutdown_reply: { status: "ok"; restart: boolean };
  /** Of ours, as the requests of these names. */
  noisebook_variables_reply: VariablesReply;
  noisebook_variable_reply: VariableReply;
}

/** Message type to content, for what the kernel asks of the front while a cell runs. */
export interface Asked {
  input_request: { prompt: string; password: boolean };
}

export interface HistoryRequest {
  output: boolean;
  raw: boolean;
  hist_access_type: "range" | "tail" | "search";
  session?: number;
  start?: number;
  stop?: number | null;
  n?: number | null;
  pattern?: string;
  unique?: boolean;
}

/** Message type to content, for what a front asks of the kernel. */
export interface Requests {
  kernel_info_request: Record<string, never>;
  execute_request: ExecuteRequest;
  complete_request: { code: string; cursor_pos: number };
  inspect_request: { code: string; cursor_pos: number; detail_level: 0 | 1 };
  is_complete_request: { code: string };
  history_request: HistoryRequest;
  comm_info_request: { target_name?: string };
  comm_open: { comm_id: string; target_name: string; data: unknown };
  comm_msg: { comm_id: string; data: unknown };
  comm_close: { comm_id: string; data: unknown };
  interrupt_request: Record<string, never>;
  shutdown_request: { restart: boolean };
  /** Of ours: the names of the session, or the parts of the value at `path`, from the one with this number. */
  noisebook_variables_request: { path: string[]; from: number };
  /** Of ours: all about one value, what its viewer shows, or its end. */
  noisebook_variable_request: {
    path: string[];
    want: "details" | "bundle" | "dispose";
    /** The version that is shown: no bundle is made of it again. */
    known?: string | null;
  };
  /** The answer to an `input_request`; `null` where the person gave none. */
  input_reply: { value: string | null };
}

type MessageOf<Contents> = {
  [Type in keyof Contents & string]: Message<Type, Contents[Type]>;
}[keyof Contents & string];
export type FromKernel = MessageOf<Published> | MessageOf<Replies> | MessageOf<Asked>;
export type ToKernel = MessageOf<Requests>;

export const protocolVersion = "5.4";

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
