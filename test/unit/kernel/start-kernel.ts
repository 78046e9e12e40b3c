import path from "node:path";
import { KernelProcess, type CellOutput } from "../../../src/client/index.ts";
import {
  header,
  type ExecuteReply,
  type Replies,
  type Requests,
  type ToKernel,
} from "../../../src/protocol/index.ts";
import { shared } from "../shared.ts";

export interface Ran {
  reply: ExecuteReply;
  outputs: CellOutput[];
  /** All console text of the cell, stdout and stderr in their order. */
  text: string;
  /** The text/plain of the cell's value. */
  value: unknown;
}

/** A real kernel process for a test; `await using` ends it. `late`: its front takes what comes after a cell's end. */
export async function startKernel(folder = process.cwd(), { late = false } = {}) {
  const exits: string[] = [];
  const stray: CellOutput[] = [];
  const asked = new Map<string, (content: unknown) => void>();
  let raw = "";
  const kernel = new KernelProcess({
    node: process.execPath,
    main: path.resolve("dist/kernel/main.mjs"),
    folder,
    late,
    onStrayOutput: (output) => stray.push(output),
    onRawText: (text) => (raw += text),
    onMessage: ({ header: { msg_type }, parent_header, content }) => {
      if (msg_type.endsWith("_reply")) asked.get(parent_header?.msg_id ?? "")?.(content);
    },
    onExit: (reason) => exits.push(reason),
  });
  await kernel.ready();
  let index = 0;
  let running = 0;
  return {
    kernel,
    exits,
    /** Whether it lives and no cell of `run` has been left running. */
    free: () => exits.length === 0 && running === 0,
    /** Output that came after its cell's end. */
    stray,
    /** Runs a cell; `answer`, where given, is asked for every line of input. */
    async run(code: string, answer?: (prompt: string) => string | null): Promise<Ran> {
      const outputs: CellOutput[] = [];
      const { reply: replied } = kernel.start(
        code,
        { index: index++, id: "test" },
        (output) => {
          if (output.header.msg_type !== "execute_input") outputs.push(output);
          if (output.header.msg_type === "input_request")
            kernel.answer(answer?.((output.content as { prompt: string }).prompt) ?? null);
        },
        answer !== undefined,
      );
      running++;
      const reply = await replied.finally(() => running--);
      const ofType = (type: string) => outputs.filter(({ header }) => header.msg_type === type);
      const text = ofType("stream")
        .map(({ content }) => (content as { text: string }).text)
        .join("");
      const result = ofType("execute_result")[0]?.content as { data: Record<string, unknown> } | undefined;
      return { reply, outputs, text, value: result?.data["text/plain"] };
    },
    /** What it says past any cell. */
    get log() {
      return raw;
    },
    /** Asks as a console does, and resolves with the reply. */
    ask<Type extends "complete" | "inspect" | "is_complete">(
      type: Type,
      content: Requests[`${Type}_request`],
    ): Promise<Replies[`${Type}_reply`]> {
      const about = header(`${type}_request`, "test");
      return new Promise((resolve) => {
        asked.set(about.msg_id, resolve as (content: unknown) => void); // of the reply's type
        kernel.send({
          channel: "shell",
          header: about,
          parent_header: null,
          metadata: {},
          content,
        } as ToKernel);
      });
    },
    [Symbol.asyncDispose]: () => kernel.stop(),
  };
}

/** A kernel for the tests of a file that need no fresh one. */
export const sharedKernel = () => shared(startKernel, (session) => session.free());
