import * as v from "valibot";
import { blocksFault, blocksShape, TensorAnswer, type Cut, type Tensor } from "../../protocol/index.ts";
import type { Host } from "../host.ts";
import type { StreamNews } from "../in-order.ts";
import { subscription } from "../subscription.ts";
import { gridOf, type Grid } from "./source.ts";

/** An id that no other viewer has. Not randomUUID, which a page served over plain HTTP from another machine lacks. */
const newId = (): string => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** More is no picture, and too much to send. */
const mostCells = 1 << 20;
/** Answers that are kept: those that a viewer draws at the same time, and some it may come back to. */
const mostKept = 12;

/** The kernel's end of a tensor. */
export interface Live {
  /** Whether questions are answered, as far as is known. */
  readonly open: () => boolean;
  /** The part, once the kernel has answered; until then null, and it is asked for. */
  readonly part: (cuts: readonly Cut[]) => Grid | null;
  readonly dispose: () => void;
}

/**
 * Asks the kernel for parts of a tensor, one question at a time: of what is asked meanwhile the newest is next. Calls
 * `changed` when an answer has come, and when there will be none.
 */
export function liveTensor({ stream, shape }: Tensor, host: Host, changed: () => void): Live | null {
  if (stream === null || !host.reachable) return null;
  const kept = new Map<string, Grid>();
  let gone = false;
  let asked: { id: string; key: string } | null = null;
  let next: readonly Cut[] | null = null;

  function ask(cuts: readonly Cut[]): void {
    if (stream === null) return;
    if (asked) {
      next = cuts;
      return;
    }
    asked = { id: newId(), key: JSON.stringify(cuts) };
    host.send({ type: "request", stream, request: { id: asked.id, cuts } });
  }

  function hear(news: StreamNews): void {
    if (news.type === "closed") {
      gone = true;
      changed();
      return;
    }
    const answer = v.safeParse(TensorAnswer, news.chunk);
    // Others look at the same tensor.
    if (!answer.success || !asked || answer.output.id !== asked.id) return;
    const { blocks } = answer.output;
    if (blocks === null || blocksFault(blocks, shape) !== null) gone = true;
    else {
      kept.set(asked.key, gridOf(blocks, true));
      // A map keeps the order of insertion: the oldest go.
      for (const old of [...kept.keys()].slice(0, -mostKept)) kept.delete(old);
    }
    asked = null;
    const waiting = next;
    next = null;
    if (waiting && !gone && !kept.has(JSON.stringify(waiting))) ask(waiting);
    changed();
  }

  const news = subscription(host, hear);
  news.to(stream);
  return {
    open: () => !gone,
    part(cuts) {
      const key = JSON.stringify(cuts);
      const known = kept.get(key);
      if (known || gone) return known ?? null;
      const cells = blocksShape(cuts).reduce((product, length) => product * length, 1);
      if (cells <= mostCells && asked?.key !== key) ask(cuts);
      return null;
    },
    dispose: () => news.dispose(),
  };
}
