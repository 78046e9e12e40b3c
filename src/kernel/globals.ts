import type { Readable } from "node:stream";
import type { Questions } from "./questions.ts";

/** Puts values where a cell sees them: none of them in the way of a listing of the global object. */
export function define(values: Record<string | symbol, unknown>): void {
  for (const name of Reflect.ownKeys(values)) {
    Object.defineProperty(globalThis, name, {
      value: values[name as string], // of whichever kind the name is
      configurable: true,
      enumerable: false,
      writable: true,
    });
  }
}

/** `prompt`, `confirm`, `alert` and `process.stdin` ask the person in front of the notebook. */
export function defineQuestions(questions: Questions): void {
  const { prompt, confirm, alert } = questions;
  define({ prompt, confirm, alert });
  let stdin: Readable | null = null;
  const current = (): Readable =>
    stdin && !stdin.readableEnded && !stdin.destroyed ? stdin : (stdin = questions.stdin());
  Object.defineProperty(process, "stdin", { get: current, configurable: true, enumerable: true });
}
