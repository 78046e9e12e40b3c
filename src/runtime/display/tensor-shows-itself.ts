import { Tensor } from "@tensorflow/tfjs-core";
import { inspect } from "node:util";
import { displaySymbol } from "../../protocol/host.ts";
import { readsAtOnce } from "../core/read-now.ts";
import { shapeText } from "../core/shape.ts";
import { tensorBundle } from "./tensor/bundle.ts";

/** As a cell's last value a tensor is drawn, in a log it is its shape and numbers rather than tfjs's inner fields. */
const methods: Record<symbol, (this: Tensor) => unknown> = {
  [displaySymbol]() {
    return tensorBundle(this);
  },
  [inspect.custom]() {
    const head = `Tensor ${shapeText(this.shape)} ${this.dtype}`;
    if (this.isDisposed) return `${head}, disposed`;
    // A log cannot wait.
    if (!readsAtOnce()) return `${head}, on the graphics card: log \`await x.data()\` for its numbers`;
    return `${head}\n${this.toString().replace(/^Tensor\n/, "")}`;
  },
};

for (const symbol of Object.getOwnPropertySymbols(methods)) {
  Object.defineProperty(Tensor.prototype, symbol, {
    value: methods[symbol],
    configurable: true,
    writable: true,
  });
}
