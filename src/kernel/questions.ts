import { Readable } from "node:stream";
import type { Attribution } from "./attribution.ts";
import type { Gate } from "./gate/gate.ts";
import type { Publisher } from "./publisher.ts";
import type { Run } from "./run.ts";

/** A cell asks a front that cannot answer. */
export class NoStdin extends Error {
  override name = "NoStdin";
  constructor() {
    super("This front cannot ask a person for input. Set the value in a cell instead.");
  }
}

/** Questions of a cell to the person in front of it. */
export class Questions {
  readonly #gate: Gate;
  readonly #publisher: Publisher;
  readonly #attribution: Attribution;

  constructor(gate: Gate, publisher: Publisher, attribution: Attribution) {
    this.#gate = gate;
    this.#publisher = publisher;
    this.#attribution = attribution;
  }

  /** As in a browser: waits, and returns null where the person gave no answer and there is no default. */
  readonly prompt = (message: unknown = "Prompt", preset?: string | number): string | null => {
    const answer = this.#wait(
      preset === undefined ? String(message) : `${String(message)} [${String(preset)}]`,
    );
    return answer === "" && preset !== undefined ? String(preset) : answer;
  };

  /** As in a browser: waits for yes or no. */
  readonly confirm = (message: unknown = "Confirm"): boolean =>
    /^\s*y(es)?\s*$/i.test(this.#wait(`${String(message)} [y/N]`) ?? "");

  /** As in a browser: waits until the person has seen it. */
  readonly alert = (message: unknown = "Alert"): void => void this.#wait(`${String(message)} [Enter]`);

  /** Lines that the person types, each asked for when something reads: what `readline` reads from. */
  stdin(): Readable {
    let asked = false;
    const stream: Readable = new Readable({
      read: () => {
        if (asked) return;
        asked = true;
        let run: Run;
        try {
          run = this.#ask("");
        } catch (error) {
          stream.destroy(error as Error); // ours, thrown two lines above
          return;
        }
        void this.#gate.answer().then((answer) => {
          asked = false;
          this.#attribution.as(run, () => stream.push(answer === null ? null : `${answer}\n`));
        });
      },
    });
    return stream;
  }

  #wait(prompt: string): string | null {
    this.#ask(prompt);
    return this.#gate.waitForAnswer();
  }

  #ask(prompt: string): Run {
    const run = this.#attribution.current;
    if (!run?.running || !run.allowStdin) throw new NoStdin();
    this.#publisher.ask("input_request", { prompt, password: false }, run);
    return run;
  }
}
