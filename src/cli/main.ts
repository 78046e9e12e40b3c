import { runMain } from "./index.ts";

process.exitCode = await runMain(process.argv.slice(2));
