import * as vscode from "vscode";
import { KernelDied, NodeNotFound, type CellOutput, type KernelProcess } from "../client/index.ts";
import { errorItem, itemsOf } from "./output-items.ts";
import type { LiveStreams } from "./streams.ts";

type Content<Type extends CellOutput["header"]["msg_type"]> = Extract<
  CellOutput,
  { header: { msg_type: Type } }
>["content"];

/** One run of one cell, from the kernel's messages to the cell's outputs. */
export class CellExecution {
  readonly #execution: vscode.NotebookCellExecution;
  readonly #streams: LiveStreams;
  readonly #byId = new Map<string, vscode.NotebookCellOutput>();
  /** The last output, when it is console text that the next text continues. */
  #text: { name: string; output: vscode.NotebookCellOutput } | null = null;
  readonly #openStreams = new Set<string>();
  /** VS Code's edits are asynchronous, and only those awaited one after the other keep their order. */
  #edits: Promise<void> = Promise.resolve();

  constructor(execution: vscode.NotebookCellExecution, streams: LiveStreams) {
    this.#execution = execution;
    this.#streams = streams;
  }

  /** Resolves with whether the cell succeeded. Never rejects for anything that a cell or its kernel does. */
  async run(order: number, kernel: () => Promise<KernelProcess>): Promise<boolean> {
    const execution = this.#execution;
    const { cell } = execution;
    execution.executionOrder = order;
    execution.start(Date.now());
    this.#edit(() => execution.clearOutput());
    let ok = false;
    try {
      const running = await kernel();
      const place = { index: cell.index, id: cell.document.uri.fragment };
      const reply = await running.execute(cell.document.getText(), place, (output) =>
        this.#add(output, running),
      );
      ok = reply.status === "ok";
    } catch (error) {
      this.#append(new vscode.NotebookCellOutput([errorItem(endOfKernel(error))]));
    }
    // What a kernel that died, or a cell that was interrupted hard, has left open.
    for (const stream of this.#openStreams) this.#closeStream(stream);
    await this.#edits;
    execution.end(ok, Date.now());
    return ok;
  }

  #add(message: CellOutput, kernel: KernelProcess): void {
    const { content } = message;
    switch (message.header.msg_type) {
      case "stream":
        this.#print(content as Content<"stream">);
        break;
      case "display_data":
      case "execute_result": {
        const { data, transient } = content as Content<"display_data">;
        const output = new vscode.NotebookCellOutput(itemsOf(data));
        if (transient.display_id) this.#byId.set(transient.display_id, output);
        this.#append(output);
        break;
      }
      case "update_display_data": {
        const { data, transient } = content as Content<"update_display_data">;
        const output = this.#byId.get(transient.display_id ?? "");
        if (output) this.#edit(() => this.#execution.replaceOutputItems(itemsOf(data), output));
        break;
      }
      case "error":
        this.#append(new vscode.NotebookCellOutput([errorItem(content as Content<"error">)]));
        break;
      case "comm_open": {
        const { comm_id } = content as Content<"comm_open">;
        this.#openStreams.add(comm_id);
        this.#streams.open(comm_id, kernel, this.#execution.cell.notebook);
        break;
      }
      case "comm_msg": {
        const { comm_id, data } = content as Content<"comm_msg">;
        this.#streams.append(comm_id, data);
        break;
      }
      case "comm_close":
        this.#closeStream((content as Content<"comm_close">).comm_id);
        break;
    }
  }

  #print({ name, text }: Content<"stream">): void {
    const item =
      name === "stdout"
        ? vscode.NotebookCellOutputItem.stdout(text)
        : vscode.NotebookCellOutputItem.stderr(text);
    if (this.#text?.name === name) {
      const { output } = this.#text;
      this.#edit(() => this.#execution.appendOutputItems(item, output));
    } else {
      const output = new vscode.NotebookCellOutput([item]);
      this.#append(output);
      this.#text = { name, output };
    }
  }

  #append(output: vscode.NotebookCellOutput): void {
    this.#text = null;
    this.#edit(() => this.#execution.appendOutput(output));
  }

  #closeStream(id: string): void {
    this.#openStreams.delete(id);
    // Only once the output's last edit is in: until then a viewer has its frames from the stream alone.
    this.#edit(() => this.#streams.close(id));
  }

  #edit(edit: () => Thenable<void> | void): void {
    // An edit fails when the cell was deleted while it ran: there is nothing left to show it in.
    this.#edits = this.#edits.then(edit).catch(() => undefined);
  }
}

function endOfKernel(error: unknown): { ename: string; evalue: string; traceback: string[] } {
  if (error instanceof KernelDied) {
    const evalue = `The kernel ${error.message}`;
    return {
      ename: "KernelDied",
      evalue,
      traceback: [evalue, "Outputs so far stay. The next cell starts a new kernel."],
    };
  }
  if (error instanceof NodeNotFound)
    return { ename: "NodeNotFound", evalue: error.message, traceback: [error.message] };
  throw error;
}
