import { after } from "node:test";

/**
 * What the tests of a file share, each by names of its own: the first that asks starts it, and it ends with the file.
 * One that a test has left unusable is replaced, so that a test that fails fails alone.
 */
export function shared<T extends AsyncDisposable>(start: () => Promise<T>, usable: (one: T) => boolean) {
  let one: T | undefined;
  const end = async () => {
    await one?.[Symbol.asyncDispose]();
    one = undefined;
  };
  after(end);
  return async (): Promise<T> => {
    if (one && !usable(one)) await end();
    return (one ??= await start());
  };
}
