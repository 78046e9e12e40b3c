import * as vscode from "vscode";
import {
  KernelDied,
  NodeNotFound,
  type CellOutput,
  type Execution,
  type KernelProcess,
} from "../client/index.ts";
import { askPerson } from "./ask-person.ts";
import type { Displays } from "./displays.ts";
import { errorItem, itemsOf } from "./output-items.ts";
import { reopenExecution, type Reopened } from "./reopen-execution.ts";
import type { LiveStreams } from "./streams.ts";

type Content<Type extends CellOutput["header"]["msg_type"]> = Extract<
  CellOutput,
  { header: { msg_type: Type } }
>["content"];

export interface CellExecutionContext {
  controller: vscode.NotebookController;
  streams: LiveStreams;
  displays: Displays;
  /** Whether this is still the newest run of its cell: an older one has nowhere to show its output. */
  isNewest: (execution: CellExecution) => boolean;
}

/** One run of one cell, from the kernel's messages to the cell's outputs. Also takes output that comes after its end. */
export class CellExecution {
  readonly cell: vscode.NotebookCell;
  readonly #context: CellExecutionContext;
  #execution: vscode.NotebookCellExecution | null;
  /** Stands in for the execution once that has ended. */
  #late: Reopened | null = null;
  /** The last output, when it is console text that the next text continues. */
  #text: { name: string; output: vscode.NotebookCellOutput } | null = null;
  /** The last line printed, which a question may follow. */
  #lastLine = "";
  /** The next output takes the place of all there are. */
  #clearFirst = false;
  readonly #openStreams = new Set<string>();
  readonly #ended = new vscode.CancellationTokenSource();
  /** VS Code's edits are asynchronous, and only those awaited one after the other keep their order. */
  #edits: Promise<void> = Promise.resolve();

  constructor(cell: vscode.NotebookCell, context: CellExecutionContext) {
    this.cell = cell;
    this.#context = context;
    this.#execution = context.controller.createNotebookCellExecution(cell);
  }

  /**
   * Runs the cell, or goes on with one that runs: `begin` says how. Resolves with whether the cell succeeded; never
   * rejects for anything that a cell or its kernel does.
   */
  async run(
    kernel: () => Promise<KernelProcess>,
    begin: (kernel: KernelProcess, onOutput: (output: CellOutput) => void) => Execution,
    since = Date.now(),
  ): Promise<boolean> {
    const execution = this.#execution!; // it has not ended: `run` is called once
    execution.start(since);
    this.#edit((open) => open.clearOutput());
    let ok = false;
    try {
      const running = await kernel();
      const reply = await begin(running, (output) => this.add(output, running)).reply;
      ok = reply.status === "ok";
      // What a person has asked to read stands under the cell, as everything else.
      for (const { data } of reply.status === "ok" ? reply.payload : [])
        this.#append(new vscode.NotebookCellOutput(itemsOf(data)));
    } catch (error) {
      this.#append(new vscode.NotebookCellOutput([errorItem(endOfKernel(error))]));
    }
    this.#ended.cancel();
    // What a kernel that died, or a cell that was interrupted hard, has left open.
    for (const stream of this.#openStreams) this.#closeStream(stream);
    await this.#edits;
    this.#execution = null;
    execution.end(ok, Date.now());
    return ok;
  }

  add(message: CellOutput, kernel: KernelProcess): void {
    const { content } = message;
    switch (message.header.msg_type) {
      case "execute_input": {
        const { execution_count } = content as Content<"execute_input">;
        if (this.#execution) this.#execution.executionOrder = execution_count;
        break;
      }
      case "stream":
        this.#print(content as Content<"stream">);
        break;
      case "display_data":
      case "execute_result": {
        const { data, transient } = content as Content<"display_data">;
        const output = new vscode.NotebookCellOutput(itemsOf(data));
        if (transient.display_id) this.#context.displays.add(transient.display_id, this, output);
        this.#append(output);
        break;
      }
      case "update_display_data": {
        const { data, transient } = content as Content<"update_display_data">;
        this.#context.displays.update(transient.display_id ?? "", data);
        break;
      }
      case "clear_output":
        if ((content as Content<"clear_output">).wait) this.#clearFirst = true;
        else this.#clear();
        break;
      case "error":
        this.#append(new vscode.NotebookCellOutput([errorItem(content as Content<"error">)]));
        break;
      case "input_request":
        void askPerson(
          this.cell,
          content as Content<"input_request">,
          this.#lastLine,
          this.#ended.token,
        ).then((answer) => kernel.answer(answer));
        break;
      case "comm_open": {
        const opened = content as Content<"comm_open">;
        const ends = this.#context.streams.open(opened, kernel, this.cell.notebook);
        if (ends) this.#openStreams.add(opened.comm_id);
        break;
      }
      case "comm_msg": {
        const { comm_id, data } = content as Content<"comm_msg">;
        this.#context.streams.append(comm_id, data);
        break;
      }
      case "comm_close":
        this.#closeStream((content as Content<"comm_close">).comm_id);
        break;
    }
  }

  /** Puts in a line of ours. */
  say(text: string): void {
    this.#print({ name: "stderr", text });
  }

  /** Puts other content in the place of an output of this run. */
  replace(output: vscode.NotebookCellOutput, items: vscode.NotebookCellOutputItem[]): void {
    this.#edit((open) => open.replaceOutputItems(items, output));
  }

  #print({ name, text }: Content<"stream">): void {
    if (this.#clearFirst) this.#clear();
    this.#lastLine = (this.#lastLine + text).slice(-1000).split("\n").at(-1) ?? "";
    const item =
      name === "stdout"
        ? vscode.NotebookCellOutputItem.stdout(text)
        : vscode.NotebookCellOutputItem.stderr(text);
    if (this.#text?.name === name) {
      const { output } = this.#text;
      this.#edit((open) => open.appendOutputItems(item, output));
    } else {
      const output = new vscode.NotebookCellOutput([item]);
      this.#append(output);
      this.#text = { name, output };
    }
  }

  #append(output: vscode.NotebookCellOutput): void {
    if (this.#clearFirst) this.#clear();
    this.#text = null;
    this.#edit((open) => open.appendOutput(output));
  }

  #clear(): void {
    this.#clearFirst = false;
    this.#text = null;
    this.#edit((open) => open.clearOutput());
  }

  #closeStream(id: string): void {
    this.#openStreams.delete(id);
    // Only once the output's last edit is in: until then a viewer has its frames from the stream alone.
    this.#edits = this.#edits.then(() => this.#context.streams.close(id));
  }

  #edit(edit: (open: vscode.NotebookCellExecution) => Thenable<void>): void {
    // An edit fails when the cell was deleted, or run again, while it ran: there is nothing left to show it in.
    this.#edits = this.#edits
      .then(() => {
        const open = this.#execution ?? this.#reopened();
        return open ? edit(open) : undefined;
      })
      .catch(() => undefined);
  }

  #reopened(): vscode.NotebookCellExecution | null {
    if (!this.#context.isNewest(this)) return null;
    this.#late ??= reopenExecution(this.#context.controller, this.cell, () => (this.#late = null));
    this.#late.keepOpen();
    return this.#late.execution;
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
