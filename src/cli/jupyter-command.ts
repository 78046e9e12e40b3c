import { defineCommand } from "citty";
import { ConnectionProblem, serve } from "../jupyter/index.ts";

export const jupyterCommand = defineCommand({
  meta: { name: "jupyter", description: "What Jupyter starts as the kernel; not for people", hidden: true },
  args: {
    connection: { type: "positional", description: "the connection file that Jupyter wrote", required: true },
  },
  async run({ args }) {
    try {
      await serve(args.connection);
    } catch (error) {
      if (!(error instanceof ConnectionProblem)) throw error;
      console.error(error.message);
      process.exit(2); // sockets may be open
    }
  },
});
