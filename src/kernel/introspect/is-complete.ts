import type { IsCompleteReply } from "../../protocol/index.ts";
import { strip } from "../compile/strip.ts";
import { CellSyntaxError } from "../compile/syntax-error.ts";
import { pageRequest } from "./page.ts";
import { is, tokenize, withoutComments } from "./tokens.ts";

/** Whether a console should run this or ask for another line: more is wanted where only the end is in the way. */
export async function isComplete(code: string): Promise<IsCompleteReply> {
  if (pageRequest(code)) return { status: "complete" };
  try {
    await strip(code, "console");
    return { status: "complete" };
  } catch (error) {
    if (!(error instanceof CellSyntaxError)) throw error;
    return wantsMore(code, error.message)
      ? { status: "incomplete", indent: indentAfter(code) }
      : { status: "invalid" };
  }
}

/** esbuild stops at the first error: one about the end means that all before it is right. */
function wantsMore(code: string, message: string): boolean {
  if (/end of file|to terminate multi-line comment/.test(message)) return true;
  // A template goes on in the next line, a string only behind a backslash: esbuild says the same of both.
  return (
    /Unterminated (string|template) literal/.test(message) && (endsInTemplate(code) || /\\\n?$/.test(code))
  );
}

function endsInTemplate(code: string): boolean {
  const all = tokenize(code);
  const open = all.findIndex(({ closed }) => !closed);
  return open >= 0 && open === all.length - 1 && /Template/.test(all[open].type);
}

function indentAfter(code: string): string {
  const all = tokenize(code);
  // What follows in a template or a comment is text: spaces would be part of it.
  if (all.at(-1)?.closed === false) return "";
  const lines = code.trimEnd().split("\n");
  const indent = /^[ \t]*/.exec(lines[lines.length - 1])?.[0] ?? "";
  const last = withoutComments(all).at(-1);
  return is(last, "{", "(", "[", "=>") || last?.type === "TemplateHead" ? `${indent}  ` : indent;
}
