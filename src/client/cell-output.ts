import type { FromKernel } from "../protocol/index.ts";

/** What a cell puts out while it runs, and what reaches it after its end. */
export type CellOutput = Extract<
  FromKernel,
  {
    header: {
      msg_type:
        | "execute_input"
        | "stream"
        | "display_data"
        | "update_display_data"
        | "execute_result"
        | "error"
        | "clear_output"
        | "input_request"
        | `comm_${string}`;
    };
  }
>;

const outputTypes = new Set([
  "execute_input",
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "clear_output",
  "input_request",
  "comm_open",
  "comm_msg",
  "comm_close",
]);

export const isCellOutput = (message: FromKernel): message is CellOutput =>
  outputTypes.has(message.header.msg_type);
