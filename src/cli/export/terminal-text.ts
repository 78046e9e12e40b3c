import { AnsiUp } from "ansi_up";
import { settled } from "./saved.ts";

/** Text with a terminal's colours as HTML, the sixteen named ones in classes. */
export function terminalText(text: string): string {
  const converter = new AnsiUp();
  converter.use_classes = true;
  converter.url_allowlist = {};
  return converter.ansi_to_html(settled(text));
}
