import path from "node:path";
import { hostSymbol, protocolVersion, type FromKernel, type ToKernel } from "../protocol/index.ts";
import { Attribution } from "./attribution.ts";
import { CellRunner } from "./cell-runner.ts";
import { Comms } from "./comms.ts";
import { kernelName } from "./compile/rewrite.ts";
import { Evaluator } from "./evaluate.ts";
import { Executor } from "./executor.ts";
import { followTimers } from "./follow-timers.ts";
import { FollowUps } from "./follow-ups.ts";
import type { Gate } from "./gate/gate.ts";
import { define, defineQuestions } from "./globals.ts";
import { KernelHost } from "./host.ts";
import {
  complete,
  Docs,
  History,
  inspect,
  inspectExpression,
  isComplete,
  Peeker,
  type View,
} from "./introspect/index.ts";
import { log } from "./log.ts";
import { Modules } from "./modules/index.ts";
import { Publisher } from "./publisher.ts";
import { Questions } from "./questions.ts";
import { check, type Checked } from "./requests.ts";
import { Interrupted, type Run } from "./run.ts";
import { Origins, Variables } from "./variables/index.ts";

export interface KernelOptions {
  /** Folder of the notebook. */
  folder: string;
  /** Folder of the built runtime. */
  runtime: string;
  /** Folders whose stack frames are left out of errors. */
  own: string[];
  session: string;
  /** Whether the front takes outputs of a cell that has ended. */
  late: boolean;
  gate: Gate;
}

/** Answers a front's messages. */
export class Kernel {
  readonly publisher: Publisher;
  readonly #attribution: Attribution;
  readonly #gate: Gate;
  readonly #host: KernelHost;
  readonly #comms: Comms;
  readonly #modules: Modules;
  readonly #view: View;
  readonly #history = new History();
  readonly #runner: CellRunner;
  readonly #executor: Executor;
  readonly #origins = new Origins();
  readonly #variables: Variables;

  constructor({ folder, runtime, own, session, late, gate }: KernelOptions) {
    const attribution = new Attribution(() => gate.terminate());
    this.#attribution = attribution;
    this.#gate = gate;
    this.publisher = new Publisher(attribution, (message: FromKernel) => gate.send(message), session);
    this.#comms = new Comms(this.publisher, attribution);
    const followUps = new FollowUps(
      () => this.#executor.busy,
      (error, run) => this.reportStray(error, run),
    );
    this.#host = new KernelHost(this.publisher, attribution, this.#comms, gate, followUps);
    this.#modules = new Modules({ folder, runtime });
    const loaded = this.#modules.loaded.bind(this.#modules);
    this.#view = {
      peeker: new Peeker(),
      places: { folder, runtime },
      docs: new Docs({ file: path.join(runtime, "docs.json"), loaded, log }),
      loaded,
      scripts: () => [...this.#modules.scripts, ...this.#runner.scripts].reverse(),
    };
    this.#runner = new CellRunner({ evaluator: new Evaluator(), attribution, modules: this.#modules, own });
    this.#host.findPlacesBy((stack) => this.#runner.placeIn(stack));
    this.#executor = new Executor({
      publisher: this.publisher,
      attribution,
      runner: this.#runner,
      termination: gate.termination,
      show: (bundle) => void this.#host.display(bundle),
      settled: (run) => (late ? Promise.resolve() : followUps.settled(run)),
      inspect: ({ expression, detail }) => inspectExpression(expression, detail, this.#view),
      onEnd: (run, { request, content }, count, shown) => {
        this.#origins.ran(content.code, request.metadata.cell);
        if (!content.silent && content.store_history) this.#history.add(count, content.code, shown);
        this.#ended(run);
      },
    });

    const { meta, importModule, require, __filename, __dirname } = this.#modules.notebook;
    this.#variables = new Variables({
      peeker: this.#view.peeker,
      origins: this.#origins,
      describer: () => this.#host.describer,
      loadDescriber: async () => {
        await importModule("noisebook/display");
        return this.#host.describer;
      },
    });
    define({
      [hostSymbol]: this.#host,
      require,
      __filename,
      __dirname,
      [kernelName]: Object.assign(Object.create(attribution.forCells) as object, {
        importModule,
        importNames: this.#modules.importNames.bind(this.#modules),
        meta,
        last: (value: unknown) => {
          const run = attribution.current;
          if (run) run.last = { value };
        },
      }),
    });
    defineQuestions(new Questions(gate, this.publisher, attribution));
    followTimers(attribution, (error, run) => this.reportStray(error, run));
    // While a cell runs, a front may ask what its tensors take, at the pace of an eye.
    setInterval(() => this.#tellMemory(), 1000).unref();
    this.#runner.warmUp().catch(() => undefined); // the first cell tells what is wrong
  }

  receive(message: ToKernel): void {
    const { header } = message;
    const checked = check(header.msg_type, message.content);
    if (checked === null) return; // of a protocol newer than ours
    if (typeof checked === "string") {
      this.publisher.status("busy", header);
      this.publisher.refuse(message, checked);
      this.publisher.status("idle", header);
    } else if (checked.type === "execute_request") {
      this.#executor.enqueue({ request: message, content: checked.content });
    } else {
      void this.#answered(message, checked);
    }
  }

  /** Ends the running cell. */
  interrupt(): void {
    const { running } = this.#executor;
    if (running) running.interrupt();
    else this.#gate.interruptsHandled();
  }

  async #answered(message: ToKernel, checked: Exclude<Checked, { type: "execute_request" }>): Promise<void> {
    this.publisher.status("busy", message.header);
    try {
      await this.#answer(message, checked);
    } catch (error) {
      // A front that waits for a reply must not wait for ever.
      this.publisher.refuse(message, `${message.header.msg_type} failed: ${String(error)}`);
    }
    this.publisher.status("idle", message.header);
  }

  async #answer(message: ToKernel, checked: Exclude<Checked, { type: "execute_request" }>): Promise<void> {
    const { publisher } = this;
    switch (checked.type) {
      case "kernel_info_request":
        publisher.reply(message, "kernel_info_reply", kernelInfo);
        break;
      case "complete_request": {
        const { code, cursor_pos } = checked.content;
        const reply = await complete(code, cursor_pos, this.#view);
        publisher.reply(message, "complete_reply", reply);
        break;
      }
      case "inspect_request": {
        const { code, cursor_pos, detail_level } = checked.content;
        const reply = await inspect(code, cursor_pos, detail_level, this.#view);
        publisher.reply(message, "inspect_reply", reply);
        break;
      }
      case "is_complete_request":
        publisher.reply(message, "is_complete_reply", await isComplete(checked.content.code));
        break;
      case "history_request":
        publisher.reply(message, "history_reply", {
          status: "ok",
          history: this.#history.answer(checked.content),
        });
        break;
      case "comm_info_request":
        publisher.reply(message, "comm_info_reply", {
          status: "ok",
          comms: this.#comms.info(checked.content.target_name),
        });
        break;
      case "comm_open":
        this.#comms.opened(
          message.header,
          checked.content.comm_id,
          checked.content.target_name,
          checked.content.data,
        );
        break;
      case "comm_msg":
        this.#comms.message(checked.content.comm_id, checked.content.data);
        break;
      case "comm_close":
        this.#comms.closed(checked.content.comm_id);
        break;
      case "noisebook_variables_request": {
        const { path: of, from } = checked.content;
        const nothing = { status: "ok" as const, busy: true, variables: [], total: 0, held: null };
        const reply = this.#executor.running ? nothing : await this.#variables.list(of, from);
        publisher.reply(message, "noisebook_variables_reply", reply);
        break;
      }
      case "noisebook_variable_request": {
        const { path: of, want, known } = checked.content;
        const nothing = { status: "ok" as const, busy: true, variable: null, data: null, version: null };
        const reply = this.#executor.running ? nothing : await this.#variables.one(of, want, known ?? null);
        publisher.reply(message, "noisebook_variable_reply", reply);
        break;
      }
      case "shutdown_request":
        publisher.reply(message, "shutdown_reply", { status: "ok", restart: checked.content.restart });
        setImmediate(() => process.exit(0));
        break;
    }
  }

  #ended(run: Run): void {
    this.#gate.forgetQuestions();
    this.#gate.interruptsHandled();
    if (run.interrupted) this.#repair();
    this.#tellMemory(run);
  }

  #tellMemory(run: Run | null = this.#executor.running): void {
    const { memory } = this.#host;
    if (memory && run) this.publisher.publish("noisebook_memory", memory, run);
  }

  /** A repair that fails must not keep the cell from its end, nor the next one from its turn. */
  #repair(): void {
    try {
      this.#modules.forgetUnfinished();
      this.#host.repair();
    } catch (error) {
      this.reportStray(error);
    }
  }

  /** An error that no cell waits for: told under the cell that began it, and the kernel lives on. */
  reportStray(thrown: unknown, run: Run | null = this.#attribution.current): void {
    // What an interrupt has ended in the background is no news.
    if (thrown instanceof Interrupted) return;
    const { traceback } = this.#runner.describe(thrown, "a cell that has ended");
    this.publisher.print("stderr", `Uncaught ${traceback.join("\n")}\n`, run);
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
