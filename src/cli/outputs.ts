import type { CellOutput } from "../client/index.ts";
import type { MimeBundle } from "../protocol/index.ts";

interface Shown {
  output_type: "display_data" | "execute_result";
  data: MimeBundle;
  metadata: Record<string, unknown>;
  execution_count?: number;
}
type Output =
  | Shown
  | { output_type: "stream"; name: string; text: string }
  | { output_type: "error"; ename: string; evalue: string; traceback: string[] };

/** Gathers kernel messages into a cell's outputs, as nbformat 4 stores them. */
export class Outputs {
  readonly list: Output[] = [];
  readonly #byId = new Map<string, Shown>();

  add(message: CellOutput): void {
    switch (message.header.msg_type) {
      case "stream": {
        const { name, text } = message.content as { name: string; text: string };
        const last = this.list.at(-1);
        if (last?.output_type === "stream" && last.name === name) last.text += text;
        else this.list.push({ output_type: "stream", name, text });
        break;
      }
      case "display_data":
      case "execute_result": {
        const { data, metadata, transient, ...rest } = message.content as Extract<
          CellOutput["content"],
          { transient: unknown }
        >;
        const shown: Shown = { output_type: message.header.msg_type, data, metadata, ...rest };
        if (transient.display_id) this.#byId.set(transient.display_id, shown);
        this.list.push(shown);
        break;
      }
      case "update_display_data": {
        const { data, transient } = message.content as Extract<CellOutput["content"], { transient: unknown }>;
        const shown = this.#byId.get(transient.display_id ?? "");
        if (shown) shown.data = data;
        break;
      }
      case "error":
        this.list.push({
          output_type: "error",
          ...(message.content as Extract<CellOutput["content"], { ename: string }>),
        });
        break;
    }
  }
}
