// Formulas: KaTeX with its own fonts, bundled, because a notebook must read the same without a network.
import katex from "katex";
import mainRegular from "katex/dist/fonts/KaTeX_Main-Regular.woff2";
import mathItalic from "katex/dist/fonts/KaTeX_Math-Italic.woff2";
import styles from "katex/dist/katex.min.css";
import { fromBase64 } from "../../protocol/index.ts";
import { installStyles } from "../theme/styles.ts";

/** The fonts our symbols use: letters and accents. Big delimiters and scripts would need KaTeX's others. */
const fonts: [family: string, style: string, dataUrl: string][] = [
  ["KaTeX_Main", "normal", mainRegular],
  ["KaTeX_Math", "italic", mathItalic],
];

export async function installFonts(): Promise<void> {
  // KaTeX's own rules name font files beside the page, where there are none.
  installStyles("noisebook-math", styles.replace(/@font-face\s*\{[^}]*\}/g, ""));
  await Promise.all(
    fonts.map(async ([family, style, dataUrl]) => {
      // From bytes and not from the URL: a webview's content policy allows no data: fonts.
      const bytes = fromBase64(dataUrl.slice(dataUrl.indexOf(",") + 1));
      const font = new FontFace(family, bytes, { style, weight: "400" });
      document.fonts.add(await font.load());
    }),
  );
}

export const toHtml = (tex: string): string => katex.renderToString(tex, { output: "htmlAndMathml" });
