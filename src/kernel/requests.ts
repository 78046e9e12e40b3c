import * as v from "valibot";
import type { Requests } from "../protocol/index.ts";

const text = v.string("must be a string");
const flag = v.boolean("must be true or false");
const place = v.pipe(v.number("must be a number"), v.integer(), v.minValue(0));
const count = v.nullish(v.pipe(v.number("must be a number"), v.integer()));
const data = v.optional(v.unknown(), {});

/** What each request must hold, with Jupyter's defaults: a front is another program, and may be anything. */
const contents = {
  kernel_info_request: v.object({}),
  execute_request: v.object({
    code: text,
    silent: v.optional(flag, false),
    store_history: v.optional(flag, true),
    user_expressions: v.optional(v.record(v.string(), text), {}),
    allow_stdin: v.optional(flag, true),
    stop_on_error: v.optional(flag, true),
  }),
  complete_request: v.object({ code: text, cursor_pos: place }),
  inspect_request: v.object({
    code: text,
    cursor_pos: place,
    detail_level: v.optional(v.picklist([0, 1], "must be 0 or 1"), 0),
  }),
  is_complete_request: v.object({ code: text }),
  history_request: v.object({
    output: v.optional(flag, false),
    raw: v.optional(flag, true),
    hist_access_type: v.picklist(["range", "tail", "search"], "must be range, tail or search"),
    session: v.optional(v.number("must be a number")),
    start: v.optional(v.number("must be a number")),
    stop: count,
    n: count,
    pattern: v.optional(text),
    unique: v.optional(flag),
  }),
  comm_info_request: v.object({ target_name: v.nullish(text) }),
  comm_open: v.object({ comm_id: text, target_name: text, data }),
  comm_msg: v.object({ comm_id: text, data }),
  comm_close: v.object({ comm_id: text, data }),
  shutdown_request: v.object({ restart: v.optional(flag, false) }),
  noisebook_variables_request: v.object({ path: v.array(text), from: v.optional(place, 0) }),
  noisebook_variable_request: v.object({
    path: v.pipe(v.array(text), v.minLength(1)),
    want: v.picklist(["details", "bundle", "dispose"], "must be details, bundle or dispose"),
    known: v.nullish(text),
  }),
} satisfies Partial<Record<keyof Requests, v.GenericSchema>>;

type Known = keyof typeof contents;
/** A request whose content is what its type promises. */
export type Checked = {
  [Type in Known]: { type: Type; content: v.InferOutput<(typeof contents)[Type]> };
}[Known];
export type Content<Type extends Known> = v.InferOutput<(typeof contents)[Type]>;

/** The checked content, a sentence that says what is wrong with it, or null for a request that we do not know. */
export function check(type: string, content: unknown): Checked | string | null {
  if (!Object.hasOwn(contents, type)) return null;
  const known = type as Known; // as the line before has seen
  const parsed = v.safeParse(contents[known], content);
  if (parsed.success) return { type: known, content: parsed.output } as Checked; // by the schema of that type
  const [issue] = parsed.issues;
  return `${type}: ${v.getDotPath(issue) ?? "its content"} ${issue.message}`;
}
