// The script of an exported page without viewers.
import { followTheme } from "./theme.ts";

followTheme();
