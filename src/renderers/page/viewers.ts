// The script of an exported page with training runs: every viewer there is.
import { viewers } from "../viewers.ts";
import { showOutputs } from "./outputs.ts";
import { followTheme } from "./theme.ts";

followTheme();
await showOutputs(viewers);
