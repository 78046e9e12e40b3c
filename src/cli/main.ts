import { runMain } from "citty";
import { main } from "./index.ts";

await runMain(main);
