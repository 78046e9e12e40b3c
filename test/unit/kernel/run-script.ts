import { Session, type Runtime } from "node:inspector";
import { compileCell } from "../../../src/kernel/compile/cell.ts";
import { kernelName } from "../../../src/kernel/compile/rewrite.ts";

/** Compiles and evaluates cells one after the other, as the kernel does, and returns each one's last value. */
export async function runCells(...sources: string[]): Promise<unknown[]> {
  const session = new Session();
  session.connect();
  const values: unknown[] = [];
  for (const source of sources) {
    let last: unknown;
    Object.defineProperty(globalThis, kernelName, {
      configurable: true,
      value: {
        last: (value: unknown) => (last = value),
        importNames: (specifier: string) => import(specifier) as Promise<unknown>,
        importModule: (specifier: string) => import(specifier) as Promise<unknown>,
        run: null,
        resume: (_: null, value: unknown) => value,
        each: (values: unknown) => values,
        meta: { url: "file:///notebook.ts" },
      },
    });
    const { code } = await compileCell(source, "cell");
    const reply = await new Promise<Runtime.EvaluateReturnType>((resolve, reject) => {
      const parameters = { expression: code, replMode: true, awaitPromise: true };
      session.post("Runtime.evaluate", parameters, (error, result) => {
        if (error) reject(error);
        else resolve(result as Runtime.EvaluateReturnType); // without an error there is a result
      });
    });
    if (reply.exceptionDetails) throw new Error(reply.exceptionDetails.exception?.description ?? "failed");
    values.push(last);
  }
  session.disconnect();
  return values;
}
