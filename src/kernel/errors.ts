import { fileURLToPath } from "node:url";
import { inspect } from "node:util";
import type { ErrorContent } from "../protocol/index.ts";
import { CellSyntaxError, type Position } from "./compile/syntax-error.ts";
import { trailOf, type Place } from "./trail.ts";

/** A cell that ran or runs, or a local file that one imported, as errors name it. */
export interface CellSource {
  /** "cell 3", "input 7" where the front does not say which cell, or a file's path in the notebook's folder. */
  label: string;
  source: string;
  originalOf: (place: Position) => Position | null;
}

/** With what it was compiled to, in which functions have their text. */
export interface Script extends CellSource {
  code: string;
}

interface Frame {
  label: string;
  at: Position;
  function: string | null;
  cell: CellSource | null;
}

/** Finds the cell or local file that a script name (`sourceURL` or URL) belongs to. */
export type FindCell = (scriptName: string) => CellSource | null;

export interface ErrorContext {
  findCell: FindCell;
  /** Whether a script's frames say nothing to a person: the kernel's and the runtime's own. */
  isOwn: (file: string) => boolean;
}

/** Causes of causes that are told; an error may even be its own cause. */
const mostCauses = 8;

/** What a person is told of a thrown value: name, message, the line of the cell, and how it got there. */
export function describeError(
  thrown: unknown,
  cell: CellSource,
  context: ErrorContext,
  depth = 0,
): ErrorContent {
  if (thrown instanceof CellSyntaxError) {
    const where = thrown.at
      ? placeLines({ label: cell.label, at: thrown.at, function: null, cell })
      : [cell.label];
    return {
      ename: "SyntaxError",
      evalue: thrown.message,
      traceback: [`SyntaxError: ${thrown.message}`, ...where],
    };
  }
  if (!(thrown instanceof Error)) {
    const evalue = typeof thrown === "string" ? thrown : inspect(thrown, { depth: 2 });
    return {
      ename: "Thrown",
      evalue,
      traceback: [`Thrown: ${evalue}`, `${cell.label} threw a value that is no Error`],
    };
  }
  const frames = framesOf(thrown, context);
  const first = frames.at(0);
  const traceback = [
    `${thrown.name}: ${thrown.message}`,
    ...(first ? placeLines(first) : [cell.label]),
    ...frames.slice(1).map((frame) => `    from ${describeFrame(frame)}`),
  ];
  if (thrown.cause !== undefined && depth < mostCauses) {
    const cause = describeError(thrown.cause, cell, context, depth + 1);
    traceback.push(...cause.traceback.map((line, i) => (i ? `  ${line}` : `  caused by ${line}`)));
  }
  return { ename: thrown.name, evalue: thrown.message, traceback };
}

/** The innermost place of a cell or local file in a stack, in words; null where there is none. */
export function placeIn(stack: string, context: ErrorContext): string | null {
  const frame = stackFrames(stack, context).find(({ cell }) => cell);
  return frame ? `${frame.label}, line ${frame.at.line}` : null;
}

function placeLines(frame: Frame): string[] {
  const line = frame.cell?.source.split("\n")[frame.at.line - 1];
  return line?.trim()
    ? [describeFrame(frame), `  ${frame.at.line} | ${line.trimEnd()}`]
    : [describeFrame(frame)];
}

const describeFrame = ({ label, at, function: name }: Frame): string =>
  `${label}, line ${at.line}, column ${at.column}${name ? ` (in ${name})` : ""}`;

const maxFrames = 12;

function framesOf(error: Error, context: ErrorContext): Frame[] {
  const { fault, imports } = trailOf(error);
  const led = imports.flatMap((each) =>
    typeof each === "string" ? stackFrames(each, context) : [frameAt(each)],
  );
  // The stack may hold some of those who waited, at their `await`, but not those between.
  const ledLines = new Set(led.map(lineOf));
  const own = stackFrames(error.stack ?? "", context).filter((frame) => !ledLines.has(lineOf(frame)));
  const all = [...(fault ? [frameAt(fault)] : []), ...own, ...led];
  return all.slice(0, maxFrames);
}

const lineOf = ({ label, at }: Frame): string => `${label}:${at.line}`;

const frameAt = ({ source, at }: Place): Frame => ({ label: source.label, at, function: null, cell: source });

function stackFrames(stack: string, { findCell, isOwn }: ErrorContext): Frame[] {
  const frames: Frame[] = [];
  // The stack opens with the message, which may hold anything: only lines in V8's form count.
  for (const line of stack.split("\n")) {
    const match = /^\s+at (?:(.*?) \()?(?:async )?(.+?):(\d+):(\d+)\)?$/.exec(line);
    if (!match) continue;
    const [, name, file, row, column] = match;
    const at = { line: Number(row), column: Number(column) };
    const cell = findCell(file);
    if (cell) {
      const original = cell.originalOf(at);
      if (original) frames.push({ label: cell.label, at: original, function: readable(name), cell });
    } else {
      const path = pathOf(file);
      if (path && !isOwn(path)) frames.push({ label: path, at, function: readable(name), cell: null });
    }
  }
  return frames;
}

const readable = (name: string | undefined): string | null => {
  const plain = name?.replace(/^async /, "");
  return !plain || plain === "<anonymous>" || plain === "eval" ? null : plain;
};

function pathOf(file: string): string | null {
  if (file.startsWith("file:")) return fileURLToPath(file);
  // "node:internal/…" and "<anonymous>" are Node's own.
  return file.startsWith("/") || /^[A-Za-z]:\\/.test(file) ? file : null;
}
