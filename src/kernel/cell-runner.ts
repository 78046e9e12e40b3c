import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { CellPlace, type ErrorContent, type ExpressionResult, type MimeBundle } from "../protocol/index.ts";
import { bundleOf } from "../protocol/node/bundle.ts";
import type { Attribution } from "./attribution.ts";
import { compileCell } from "./compile/cell.ts";
import { CellSyntaxError } from "./compile/syntax-error.ts";
import { describeError, placeIn, type CellSource, type ErrorContext, type Script } from "./errors.ts";
import { Terminated, type Evaluator } from "./evaluate.ts";
import type { Modules } from "./modules/index.ts";
import { Interrupted, type Run } from "./run.ts";

/** How a cell ended: its value as it shows itself (null where there is nothing to show), or its error. */
export type Outcome = { ok: true; shown: MimeBundle | null } | { ok: false; error: ErrorContent };

export interface CellRunnerOptions {
  evaluator: Evaluator;
  attribution: Attribution;
  modules: Modules;
  /** Folders whose stack frames are left out of errors. */
  own: string[];
}

/** Compiles and evaluates cells, and says in people's words what went wrong. */
export class CellRunner {
  readonly #evaluator: Evaluator;
  readonly #attribution: Attribution;
  readonly #modules: Modules;
  readonly #errors: ErrorContext;
  /** Every cell version that ran, by script name: a function of it may throw much later. */
  readonly #cells = new Map<string, Script>();
  #evaluations = 0;

  constructor({ evaluator, attribution, modules, own }: CellRunnerOptions) {
    this.#evaluator = evaluator;
    this.#attribution = attribution;
    this.#modules = modules;
    this.#errors = {
      findCell: (name) => this.#cells.get(name) ?? modules.sourceOf(name),
      isOwn: (file) => modules.isOwn(file) || own.some((folder) => file.startsWith(folder)),
    };
  }

  /**
   * Starts the compiler's process and takes a cell all the way that says and names nothing, so that a person's first
   * cell waits for neither.
   */
  async warmUp(): Promise<void> {
    const { code } = await compileCell("{}", "noisebook-warm-up");
    await this.#evaluator.evaluate(code);
  }

  async run(run: Run, source: string, count: number, place: unknown): Promise<Outcome> {
    const known = v.safeParse(CellPlace, place);
    const label = known.success ? `cell ${known.output.index + 1}` : `input ${count}`;
    return this.#evaluate(run, source, label);
  }

  /** Evaluates an expression that a front asks for beside a cell. */
  async expression(run: Run, source: string): Promise<ExpressionResult> {
    const outcome = await this.#evaluate(run, source, "a user expression");
    if (!outcome.ok) return { status: "error", ...outcome.error };
    return { status: "ok", data: outcome.shown ?? { "text/plain": "undefined" }, metadata: {} };
  }

  /** The cells that have run, the latest last. */
  get scripts(): Script[] {
    return [...this.#cells.values()];
  }

  /** What to say of an error that comes from no place in a cell. */
  describe(thrown: unknown, label: string): ErrorContent {
    return this.#describe(thrown, { label, source: "", originalOf: () => null });
  }

  /** Where in a cell a stack comes from, in words. */
  placeIn(stack: string): string | null {
    return placeIn(stack, this.#errors);
  }

  async #evaluate(run: Run, source: string, label: string): Promise<Outcome> {
    const scriptName = `noisebook-cell-${++this.#evaluations}`;
    const cell: Script = { label, source, originalOf: () => null, code: "" };
    try {
      const compiled = await compileCell(source, scriptName, this.#modules.compilerOptions);
      cell.originalOf = compiled.originalOf;
      cell.code = compiled.code;
      this.#cells.set(scriptName, cell);
      run.last = null;
      run.throwIfInterrupted();
      // Again, since compiling took its time, in which code of other cells may have run.
      const evaluated = this.#attribution.as(run, () => this.#evaluator.evaluate(compiled.code));
      const outcome = await Promise.race([evaluated, run.giveUp]);
      run.throwIfInterrupted(); // as it is when it gave up
      if (outcome === "gave up") throw new Interrupted();
      if (!outcome.ok) throw outcome.thrown;
      return { ok: true, shown: await this.#shown(run) };
    } catch (thrown) {
      // The script ends before the word of it arrives: wait for that, or it would stop the next cell. No word comes
      // where a debugger has ended the script.
      if (thrown instanceof Terminated) await Promise.race([run.stopped, sleep(1000)]);
      // However the cell came to its end after an interrupt, it is the interrupt that a person wants to read of.
      const cause = run.interrupted || thrown instanceof Terminated ? new Interrupted() : thrown;
      return { ok: false, error: this.#describe(cause, cell) };
    }
  }

  /** A value shows itself with code of its own, which may wait for ever as the cell may. */
  async #shown(run: Run): Promise<MimeBundle | null> {
    const value = run.last?.value;
    // A timer of the cell holds its run, and must not hold a tensor with it.
    run.last = null;
    if (value === undefined) return null;
    const bundle = await Promise.race([bundleOf(value), run.giveUp]);
    if (bundle === "gave up") throw new Interrupted();
    return Object.keys(bundle).length ? bundle : null;
  }

  #describe(thrown: unknown, cell: CellSource): ErrorContent {
    if (thrown instanceof Interrupted) {
      const { name, message } = thrown;
      return { ename: name, evalue: message, traceback: [`${name}: ${message}`] };
    }
    if (thrown instanceof CellSyntaxError) cell.originalOf = (at) => at;
    try {
      return describeError(thrown, cell, this.#errors);
    } catch {
      // A thrown value may be anything: a proxy, or an error whose message throws when it is read.
      const evalue = "a value that cannot be described";
      return { ename: "Thrown", evalue, traceback: [`Thrown: ${evalue}`, cell.label] };
    }
  }
}
