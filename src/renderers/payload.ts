import * as v from "valibot";

/** Why a payload cannot be shown, in words that end the sentence "This output cannot be shown: …". */
export class BadPayload extends Error {
  override readonly name = "BadPayload";
}

/** The payload as its schema describes it. Throws BadPayload with the first field at fault. */
export function readPayload<Schema extends v.GenericSchema>(
  schema: Schema,
  json: unknown,
): v.InferOutput<Schema> {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const version = (json as { version?: unknown } | null)?.version;
  if (typeof version === "number" && version > 1) {
    throw new BadPayload(
      `it was saved by a newer Noisebook (format ${version}). Update the extension to see it.`,
    );
  }
  throw new BadPayload(faultOf(result.issues[0]));
}

/** What is wrong with which field: "its field frames.3.alpha is missing." */
function faultOf(issue: v.BaseIssue<unknown>): string {
  const path = v.getDotPath(issue);
  const field = path ? `its field ${path}` : "its data";
  if (issue.received === "undefined") return `${field} is missing.`;
  return `${field} is ${issue.received}${issue.expected ? ` where ${issue.expected} is needed` : ", which it cannot be"}.`;
}

/** A sentence for whatever went wrong while showing a payload. */
export function reasonOf(error: unknown): string {
  if (error instanceof BadPayload) return error.message;
  if (error instanceof SyntaxError) return "its data is not JSON.";
  if (error instanceof RangeError) return `${error.message}.`;
  return `the viewer failed (${error instanceof Error ? error.message : String(error)}).`;
}
