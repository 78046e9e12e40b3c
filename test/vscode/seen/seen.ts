// A test of what a person sees: it gets a workbench of its own, and leaves a picture of it when it fails.
import test from "node:test";
import { openWorkbench, type Options, type Workbench } from "./workbench.ts";

export function seen(title: string, options: Options, body: (workbench: Workbench) => Promise<void>): void {
  test(title, { timeout: 300_000 }, async () => {
    const workbench = await openWorkbench(options);
    try {
      await body(workbench);
    } catch (error) {
      await workbench.picture(`failed ${title}`);
      throw error;
    } finally {
      await workbench.close();
    }
  });
}
