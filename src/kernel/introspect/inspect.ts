import type { InspectReply, MimeBundle } from "../../protocol/index.ts";
import { unitsOf } from "./code-points.ts";
import { subjectsAt } from "./context.ts";
import { describe } from "./describe.ts";
import { bundleOf } from "./sections.ts";
import { look } from "./look.ts";
import type { View } from "./view.ts";

/** What is known of the name at the cursor, or of the function that is being called there. */
export async function inspect(
  code: string,
  cursorPos: number,
  detail: 0 | 1,
  view: View,
): Promise<InspectReply> {
  for (const subject of subjectsAt(code, unitsOf(code, cursorPos))) {
    const data = await inspectExpression(subject, detail, view);
    if (data) return { status: "ok", found: true, data, metadata: {} };
  }
  return { status: "ok", found: false, data: {}, metadata: {} };
}

/** The same of an expression; null where nothing is known of it. */
export async function inspectExpression(
  expression: string,
  detail: 0 | 1,
  view: View,
): Promise<MimeBundle | null> {
  view.docs.refresh();
  const peeked = await look(expression, view.peeker);
  return peeked && bundleOf(describe(expression, peeked.value, detail, view));
}
