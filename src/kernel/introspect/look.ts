import { types } from "node:util";
import { descriptorOf } from "./members.ts";
import { is, isName, tokenize, withoutComments } from "./tokens.ts";
import type { Peeked, Peeker } from "./peek.ts";
import { weighed } from "./weigh.ts";

/** The value of an expression of a cell; null where it has none or getting it would run code that changes something. */
export async function look(expression: string, peeker: Peeker): Promise<Peeked | null> {
  const names = chainOf(expression);
  const found = names && follow(names, peeker);
  if (found) return found;
  const script = await weighed(expression);
  return script === null ? null : peeker.peek(script);
}

/** The names of `a.b.c`. */
function chainOf(expression: string): string[] | null {
  const tokens = withoutComments(tokenize(expression));
  const isChain = tokens.every((token, i) => (i % 2 ? is(token, ".", "?.") : isName(token)));
  return isChain && tokens.length % 2 ? tokens.filter((_, i) => i % 2 === 0).map(({ value }) => value) : null;
}

/**
 * Reads them from the properties' descriptors, since V8 takes reading an export of a module for a side effect. Null
 * at a proxy and where there is no such property.
 */
function follow([first, ...rest]: string[], peeker: Peeker): Peeked | null {
  let peeked = peeker.peek(first);
  for (const name of rest) {
    if (!peeked || peeked.value === null || peeked.value === undefined) return null;
    peeked = valueIn(Object(peeked.value) as object, name, peeker);
  }
  return peeked;
}

function valueIn(holder: object, name: string, peeker: Peeker): Peeked | null {
  for (let at: object | null = holder; at && !types.isProxy(at);) {
    const descriptor = descriptorOf(at, name);
    if (descriptor) return descriptor.get ? peeker.get(holder, name) : { value: descriptor.value as unknown };
    at = Object.getPrototypeOf(at) as object | null;
  }
  return null;
}
