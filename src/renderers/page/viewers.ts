// The script of an exported page with training runs: every viewer there is.
import { viewersOfPage } from "../viewers/of-page.ts";
import { showOutputs } from "./outputs.ts";
import { followTheme } from "./theme.ts";

followTheme();
await showOutputs(viewersOfPage);
