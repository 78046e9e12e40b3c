import { inspect as textOf, types } from "node:util";
import type { InspectReply } from "../../protocol/index.ts";
import { unitsOf } from "./code-points.ts";
import { subjectsAt } from "./context.ts";
import { kindOf, sourceOf } from "./kind.ts";
import type { Peeker } from "./peek.ts";
import { headOf, parametersOf } from "./signature.ts";
import { weighed } from "./weigh.ts";

/** What is known of the name at the cursor, or of the function that is being called there. */
export async function inspect(
  code: string,
  cursorPos: number,
  detail: 0 | 1,
  peeker: Peeker,
): Promise<InspectReply> {
  for (const subject of subjectsAt(code, unitsOf(code, cursorPos))) {
    const script = await weighed(subject);
    const peeked = script === null ? null : peeker.peek(script);
    if (!peeked) continue;
    const text = describe(subject, peeked.value, detail);
    return {
      status: "ok",
      found: true,
      data: { "text/plain": text, "text/markdown": `\`\`\`ts\n${text}\n\`\`\`` },
      metadata: {},
    };
  }
  return { status: "ok", found: false, data: {}, metadata: {} };
}

function describe(subject: string, value: unknown, detail: 0 | 1): string {
  if (typeof value === "function" && !types.isProxy(value)) {
    const head = headOf(value) || kindOf(value);
    const first = `${head} ${subject}${parametersOf(value) ?? "(…)"}`;
    return detail === 1 ? `${first}\n\n${sourceOf(value)}` : first;
  }
  // No getter, proxy's trap or method of the value's own runs.
  const text = textOf(value, {
    customInspect: false,
    getters: false,
    showProxy: true,
    depth: detail + 1,
    maxArrayLength: 20,
    maxStringLength: 500,
  });
  return `${subject}: ${text}`;
}
