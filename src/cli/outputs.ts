import type { CellOutput } from "../client/index.ts";
import type { DisplayData, ErrorContent, MimeBundle, Page } from "../protocol/index.ts";

interface Shown {
  output_type: "display_data" | "execute_result";
  data: MimeBundle;
  metadata: Record<string, unknown>;
  execution_count?: number;
}
type Output =
  Shown | { output_type: "stream"; name: string; text: string } | ({ output_type: "error" } & ErrorContent);

/** What was shown under a display id, in whichever cell: an update changes it everywhere. */
export type Displays = Map<string, Shown[]>;

/** Gathers kernel messages into a cell's outputs, as nbformat 4 stores them. */
export class Outputs {
  readonly list: Output[] = [];
  readonly #displays: Displays;
  /** Whether the next output takes the place of all before it: what `clear_output` with `wait` asks for. */
  #replace = false;

  constructor(displays: Displays = new Map()) {
    this.#displays = displays;
  }

  add(message: CellOutput): void {
    const { msg_type } = message.header;
    switch (msg_type) {
      case "stream": {
        const { name, text } = message.content as { name: string; text: string };
        const last = this.#replace ? undefined : this.list.at(-1);
        if (last?.output_type === "stream" && last.name === name) last.text += text;
        else this.#push({ output_type: "stream", name, text });
        break;
      }
      case "display_data":
      case "execute_result":
        this.#show(msg_type, message.content as DisplayData & { execution_count?: number });
        break;
      case "update_display_data":
        this.#update(message.content as DisplayData);
        break;
      case "clear_output":
        this.#replace = (message.content as { wait: boolean }).wait;
        if (!this.#replace) this.list.length = 0;
        break;
      case "error":
        this.fail(message.content as ErrorContent);
        break;
    }
  }

  /** What a cell has asked to read stands under it. */
  page({ data }: Page): void {
    this.#push({ output_type: "display_data", data, metadata: {} });
  }

  fail({ ename, evalue, traceback }: ErrorContent): void {
    this.#push({ output_type: "error", ename, evalue, traceback });
  }

  #show(output_type: Shown["output_type"], content: DisplayData & { execution_count?: number }): void {
    const { data, metadata, transient, execution_count } = content;
    const shown: Shown = { output_type, data, metadata };
    if (output_type === "execute_result") shown.execution_count = execution_count;
    if (transient.display_id) {
      this.#update(content);
      const same = this.#displays.get(transient.display_id) ?? [];
      this.#displays.set(transient.display_id, [...same, shown]);
    }
    this.#push(shown);
  }

  #update({ data, metadata, transient }: DisplayData): void {
    for (const shown of this.#displays.get(transient.display_id ?? "") ?? [])
      Object.assign(shown, { data, metadata });
  }

  #push(output: Output): void {
    if (this.#replace) this.list.length = 0;
    this.#replace = false;
    this.list.push(output);
  }
}
