import * as core from "@tensorflow/tfjs-core";
import { Module } from "node:module";

/** An installed backend imports the tfjs beside it; there must be one only, so it finds ours in that one's place. */
export function giveOurTfjs(require: NodeJS.Require, names: readonly string[]): void {
  const exports = { ...core, KernelBackend: asFunction(core.KernelBackend) };
  for (const name of names) {
    const place = require.resolve(name);
    require.cache[place] = Object.assign(new Module(place), { exports, loaded: true });
  }
}

/** Its classes are functions of ECMAScript 5, which call the one they extend; ours is a class, which refuses that. */
function asFunction(base: typeof core.KernelBackend): unknown {
  function KernelBackend(this: object): object {
    return Reflect.construct(base, [], this.constructor) as object;
  }
  KernelBackend.prototype = base.prototype;
  return KernelBackend;
}
