import { followUpOf, type ExecuteReply, type MimeBundle, type ToKernel } from "../protocol/index.ts";
import type { Attribution } from "./attribution.ts";
import type { CellRunner } from "./cell-runner.ts";
import type { Termination } from "./gate/termination.ts";
import { pageRequest, type PageRequest } from "./introspect/index.ts";
import type { Publisher } from "./publisher.ts";
import type { Content } from "./requests.ts";
import { Run } from "./run.ts";

interface Queued {
  request: ToKernel;
  content: Content<"execute_request">;
}

/** What a front is told at a cell's end, and the text of its value. */
interface Ended {
  reply: ExecuteReply;
  shown: string | null;
}

export interface ExecutorOptions {
  publisher: Publisher;
  attribution: Attribution;
  runner: CellRunner;
  termination: Pick<Termination, "open" | "close">;
  /** Shows a value that is to be replaced once more is known of it: fronts replace what was displayed, and no result. */
  show: (bundle: MimeBundle) => void;
  /** Resolves when the cell may end: with the last that its outputs lacked, where the front takes nothing later. */
  settled: (run: Run) => Promise<void>;
  /** What is known of the value of an expression; null where nothing is. */
  inspect: (asked: PageRequest) => Promise<MimeBundle | null>;
  /** Called when a cell has ended, before its reply. */
  onEnd: (run: Run, queued: Queued, count: number, shown: string | null) => void;
}

/** Runs cells one after the other. */
export class Executor {
  readonly #options: ExecutorOptions;
  #queue: Queued[] = [];
  #running: Run | null = null;
  /** The running cell waits for what its outputs lack. */
  #waits = false;
  #count = 0;

  constructor(options: ExecutorOptions) {
    this.#options = options;
  }

  get running(): Run | null {
    return this.#running;
  }

  /** Whether a cell's own code runs. */
  get busy(): boolean {
    return this.#running !== null && !this.#waits;
  }

  enqueue(queued: Queued): void {
    this.#queue.push(queued);
    if (!this.#running) void this.#work();
  }

  async #work(): Promise<void> {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) await this.#execute(next);
  }

  async #execute(queued: Queued): Promise<void> {
    const { publisher, attribution, termination, settled, onEnd } = this.#options;
    const { request, content } = queued;
    const { header } = request;
    const { code, silent, store_history, allow_stdin } = content;
    const run = new Run({
      parent: header,
      allowStdin: allow_stdin,
      silent,
      print: publisher.printer(header),
    });
    if (!silent && store_history) this.#count += 1;
    const count = this.#count;
    this.#running = run;
    publisher.status("busy", header);
    publisher.publish("execute_input", { code, execution_count: count }, run);

    termination.open();
    const { reply, shown } = await attribution.as(run, () => this.#runSafely(run, queued, count));
    this.#waits = true;
    await Promise.race([settled(run), run.giveUp]);
    this.#waits = false;
    await termination.close();

    run.end();
    this.#running = null;
    onEnd(run, queued, count, shown);
    publisher.reply(request, "execute_reply", reply);
    publisher.status("idle", header);
    if (reply.status === "error" && content.stop_on_error) this.#abortQueue(count);
  }

  /** A result that cannot be sent, a function in a mime bundle say, is the cell's error, and not the queue's end. */
  async #runSafely(run: Run, queued: Queued, execution_count: number): Promise<Ended> {
    try {
      return await this.#runCell(run, queued, execution_count);
    } catch (thrown) {
      const error = this.#options.runner.describe(thrown, "the cell's result");
      this.#options.publisher.publish("error", error, run);
      return { reply: { status: "error", execution_count, ...error }, shown: null };
    }
  }

  async #runCell(run: Run, { request, content }: Queued, execution_count: number): Promise<Ended> {
    const { publisher, runner } = this.#options;
    const asked = pageRequest(content.code);
    if (asked) return this.#page(run, asked, execution_count);
    const outcome = await runner.run(run, content.code, execution_count, request.metadata.cell);
    if (!outcome.ok) {
      publisher.publish("error", outcome.error, run);
      return { reply: { status: "error", execution_count, ...outcome.error }, shown: null };
    }
    if (outcome.shown && followUpOf(outcome.shown)) this.#options.show(outcome.shown);
    else if (outcome.shown)
      publisher.publish(
        "execute_result",
        { data: outcome.shown, metadata: {}, transient: {}, execution_count },
        run,
      );
    const user_expressions: Record<string, Awaited<ReturnType<CellRunner["expression"]>>> = {};
    for (const [name, expression] of Object.entries(content.user_expressions))
      user_expressions[name] = await runner.expression(run, expression);
    const text = outcome.shown?.["text/plain"];
    return {
      reply: { status: "ok", execution_count, user_expressions, payload: [] },
      shown: typeof text === "string" ? text : null,
    };
  }

  /** The cell asks to read about something. */
  async #page(run: Run, asked: PageRequest, execution_count: number): Promise<Ended> {
    const data = await this.#options.inspect(asked);
    if (data) {
      const payload = [{ source: "page" as const, data, start: 0 }];
      return { reply: { status: "ok", execution_count, user_expressions: {}, payload }, shown: null };
    }
    const evalue =
      `Nothing can be said of "${asked.expression}": it is not declared, or to get its value would run code that may ` +
      "change something. Ask about a name, or a property of one.";
    const error = { ename: "NotFound", evalue, traceback: [`NotFound: ${evalue}`] };
    this.#options.publisher.publish("error", error, run);
    return { reply: { status: "error", execution_count, ...error }, shown: null };
  }

  /** What waits behind a cell that failed is told that it is not run. */
  #abortQueue(execution_count: number): void {
    const { publisher } = this.#options;
    for (const { request } of this.#queue.splice(0)) {
      publisher.status("busy", request.header);
      publisher.reply(request, "execute_reply", { status: "aborted", execution_count });
      publisher.status("idle", request.header);
    }
  }
}
