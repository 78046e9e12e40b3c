import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import {
  CellPlace,
  hostSymbol,
  protocolVersion,
  type ErrorContent,
  type FromKernel,
  type Message,
  type ToKernel,
  type ExecuteRequest,
} from "../protocol/index.ts";
import { Attribution } from "./attribution.ts";
import { bundleOf } from "./bundle.ts";
import { compileCell } from "./compile/cell.ts";
import { kernelName } from "./compile/rewrite.ts";
import { describeError, type CellSource, type ErrorContext } from "./errors.ts";
import { Evaluator, Terminated } from "./evaluate.ts";
import { KernelHost } from "./host.ts";
import { Modules } from "./modules.ts";
import { Publisher } from "./publisher.ts";
import { Interrupted, Run } from "./run.ts";
import { CellSyntaxError } from "./compile/syntax-error.ts";

export interface KernelOptions {
  /** Folder of the notebook. */
  folder: string;
  /** Folder of the built runtime. */
  runtime: string;
  /** Folders whose stack frames are left out of errors. */
  own: string[];
  session: string;
  send: (message: FromKernel) => void;
}

/** Answers a front's messages: runs cells one after the other and publishes what comes of them. */
export class Kernel {
  readonly publisher: Publisher;
  readonly #attribution = new Attribution();
  readonly #evaluator = new Evaluator();
  readonly #host: KernelHost;
  readonly #errors: ErrorContext;
  /** Every cell version that ran, by script name: a function of it may throw much later. */
  readonly #cells = new Map<string, CellSource>();
  #queue: Promise<void> = Promise.resolve();
  #running: Run | null = null;
  #count = 0;

  constructor({ folder, runtime, own, session, send }: KernelOptions) {
    this.publisher = new Publisher(this.#attribution, send, session);
    this.#errors = { findCell: (name) => this.#cells.get(name) ?? null, own };
    const idle = new AbortController().signal;
    this.#host = new KernelHost(this.publisher, () => this.#attribution.current?.controller.signal ?? idle);

    const modules = new Modules({ folder, runtime });
    const visible = (name: string | symbol, value: unknown) =>
      Object.defineProperty(globalThis, name, {
        value,
        configurable: true,
        enumerable: false,
        writable: true,
      });
    visible(hostSymbol, this.#host);
    visible("require", modules.require);
    visible("__dirname", folder);
    visible(kernelName, {
      importModule: modules.importModule.bind(modules),
      importNames: modules.importNames.bind(modules),
      meta: modules.meta,
      last: (value: unknown) => {
        const run = this.#attribution.current;
        if (run) run.last = { value };
      },
    });
  }

  receive(message: ToKernel): void {
    switch (message.header.msg_type) {
      case "execute_request":
        this.#enqueue(message as Message<"execute_request", ExecuteRequest> & ToKernel);
        break;
      case "comm_msg": {
        const { comm_id, data } = message.content as { comm_id: string; data: unknown };
        this.#host.request(comm_id, data);
        break;
      }
      case "kernel_info_request":
        this.publisher.reply(message, "kernel_info_reply", kernelInfo);
        break;
      case "interrupt_request":
        this.interrupt();
        this.publisher.reply(message, "interrupt_reply", { status: "ok" });
        break;
      case "shutdown_request":
        this.publisher.reply(message, "shutdown_reply", { status: "ok", restart: false });
        setImmediate(() => process.exit(0));
        break;
    }
  }

  /** Ends the running cell. */
  interrupt(): void {
    this.#running?.interrupt();
  }

  #enqueue(request: Message<"execute_request", ExecuteRequest> & ToKernel): void {
    this.#queue = this.#queue.then(() => this.#execute(request));
  }

  async #execute(request: Message<"execute_request", ExecuteRequest> & ToKernel): Promise<void> {
    const { code, silent } = request.content;
    const run = new Run(request.header);
    const count = silent ? this.#count : ++this.#count;
    this.publisher.publish("status", { execution_state: "busy" }, request.header);
    this.#running = run;

    const error = await this.#attribution.as(run, () =>
      this.#runCell(run, code, count, request.metadata.cell),
    );

    this.#running = null;
    if (run.interrupted) this.#repair();
    if (error) this.publisher.publish("error", error, request.header);
    const reply = {
      execution_count: count,
      ...(error
        ? { status: "error" as const, ...error }
        : { status: "ok" as const, user_expressions: {}, payload: [] }),
    };
    this.publisher.reply(request, "execute_reply", reply);
    this.publisher.publish("status", { execution_state: "idle" }, request.header);
  }

  /** A repair that fails must not keep the cell from its end, nor the next one from its turn. */
  #repair(): void {
    try {
      this.#host.repair();
    } catch (error) {
      this.reportStray(error);
    }
  }

  /** Compiles and evaluates a cell, shows its value, and returns what to say if it failed. */
  async #runCell(run: Run, source: string, count: number, place: unknown): Promise<ErrorContent | null> {
    const scriptName = `noisebook-cell-${count}`;
    const known = v.safeParse(CellPlace, place);
    const label = known.success ? `cell ${known.output.index + 1}` : `input ${count}`;
    const cell: CellSource = { label, source, originalOf: () => null };
    try {
      const compiled = await compileCell(source, scriptName);
      cell.originalOf = compiled.originalOf;
      this.#cells.set(scriptName, cell);
      const outcome = await Promise.race([this.#evaluator.evaluate(compiled.code), run.giveUp]);
      if (outcome === "gave up") throw new Interrupted();
      if (!outcome.ok) throw outcome.thrown;
      const { last } = run;
      // A timer of the cell holds its run, and must not hold a tensor with it.
      run.last = null;
      if (last && last.value !== undefined) await this.#show(last.value, count);
      return null;
    } catch (thrown) {
      // The script ends before the word of it arrives: wait for that, or it would stop the next cell. No word comes
      // where a debugger has ended the script.
      if (thrown instanceof Terminated) await Promise.race([run.stopped, sleep(1000)]);
      // However the cell came to its end after an interrupt, it is the interrupt that a person wants to read of.
      const cause = run.interrupted || thrown instanceof Terminated ? new Interrupted() : thrown;
      if (cause instanceof Interrupted)
        return { ename: cause.name, evalue: cause.message, traceback: [`${cause.name}: ${cause.message}`] };
      if (cause instanceof CellSyntaxError) cell.originalOf = (at) => at;
      return describeError(cause, cell, this.#errors);
    }
  }

  async #show(value: unknown, count: number): Promise<void> {
    const data = await bundleOf(value);
    if (Object.keys(data).length === 0) return;
    this.publisher.publish("execute_result", { data, metadata: {}, transient: {}, execution_count: count });
  }

  /** An error that no cell waits for: told under the cell that began it, and the kernel lives on. */
  reportStray(thrown: unknown): void {
    const unknownCell: CellSource = { label: "a cell that has ended", source: "", originalOf: () => null };
    const { traceback } = describeError(thrown, unknownCell, this.#errors);
    this.publisher.print("stderr", `Uncaught ${traceback.join("\n")}\n`);
  }
}

const kernelInfo = {
  status: "ok" as const,
  protocol_version: protocolVersion,
  implementation: "noisebook",
  implementation_version: "0.1.0",
  language_info: {
    name: "typescript",
    version: "6.0",
    mimetype: "text/typescript",
    file_extension: ".ts",
    codemirror_mode: "typescript",
    pygments_lexer: "typescript",
  },
  banner: "Noisebook: TypeScript for diffusion models and variational inference",
  help_links: [],
  supported_features: [],
};
