import { displaySymbol, type MimeBundle } from "../../protocol/host.ts";
import { safe } from "../display/table.ts";
import { exerciseOf } from "./exercises.ts";

/** What became of an answer. */
export interface Checked {
  readonly exercise: string;
  readonly state: "open" | "right" | "wrong";
  /** What is wrong with it; null where nothing is, or nothing was answered. */
  readonly fault: string | null;
  [displaySymbol](): MimeBundle;
}

/**
 * Says whether an exercise of the tutorials is answered, and of a wrong answer what is wrong with it. Without an answer it
 * says how to give one. A wrong answer fails no cell, so that "Run All" goes on. Throws a RangeError for an exercise that there is not.
 */
export function check(exercise: string, answer?: unknown): Checked {
  const { ask, hint, fault: faultOf } = exerciseOf(exercise);
  const fault = answer === undefined ? null : faultOf(answer);
  const state = answer === undefined ? "open" : fault === null ? "right" : "wrong";
  const words = {
    open: `Exercise ${exercise} is open: put your answer in the place of undefined, and run the cell.`,
    right: `Exercise ${exercise} is right.`,
    wrong: `Exercise ${exercise}, not yet. ${fault ?? ""}`,
  }[state];
  const more = { open: ask, right: "", wrong: `Hint: ${hint} solution("${exercise}") shows a way.` }[state];
  return {
    exercise,
    state,
    fault,
    [displaySymbol]: () => {
      const mark = { open: "○", right: "✓", wrong: "✗" }[state];
      return {
        "text/markdown": [`${mark} **${safe(words)}**`, safe(more)].filter(Boolean).join("\n\n"),
        "text/plain": [`${mark} ${words}`, more].filter(Boolean).join("\n"),
      };
    },
  };
}

/** Shows a cell that answers an exercise. Throws a RangeError for an exercise that there is not. */
export function solution(exercise: string): { readonly code: string; [displaySymbol](): MimeBundle } {
  const code = exerciseOf(exercise).solution;
  return {
    code,
    [displaySymbol]: () => ({ "text/markdown": `\`\`\`ts\n${code}\n\`\`\``, "text/plain": code }),
  };
}
