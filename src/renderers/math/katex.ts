// Formulas: KaTeX with its own fonts, bundled, because a notebook must read the same without a network.
import katex from "katex";
import ams from "katex/dist/fonts/KaTeX_AMS-Regular.woff2";
import caligraphic from "katex/dist/fonts/KaTeX_Caligraphic-Regular.woff2";
import mainBold from "katex/dist/fonts/KaTeX_Main-Bold.woff2";
import mainRegular from "katex/dist/fonts/KaTeX_Main-Regular.woff2";
import mathItalic from "katex/dist/fonts/KaTeX_Math-Italic.woff2";
import boldItalic from "katex/dist/fonts/KaTeX_Math-BoldItalic.woff2";
import size1 from "katex/dist/fonts/KaTeX_Size1-Regular.woff2";
import size2 from "katex/dist/fonts/KaTeX_Size2-Regular.woff2";
import size3 from "katex/dist/fonts/KaTeX_Size3-Regular.woff2";
import size4 from "katex/dist/fonts/KaTeX_Size4-Regular.woff2";
import styles from "katex/dist/katex.min.css";
import { fromBase64 } from "../../protocol/index.ts";
import { dataOf } from "../dom/data-url.ts";
import { installStyles } from "../theme/styles.ts";

/** The fonts that our symbols and the equations of papers use; those of Fraktur, script and typewriter are left out. */
const fonts: [family: string, style: string, weight: string, dataUrl: string][] = [
  ["KaTeX_Main", "normal", "400", mainRegular],
  ["KaTeX_Main", "normal", "700", mainBold],
  ["KaTeX_Math", "italic", "400", mathItalic],
  ["KaTeX_Math", "italic", "700", boldItalic],
  ["KaTeX_AMS", "normal", "400", ams],
  ["KaTeX_Caligraphic", "normal", "400", caligraphic],
  ["KaTeX_Size1", "normal", "400", size1],
  ["KaTeX_Size2", "normal", "400", size2],
  ["KaTeX_Size3", "normal", "400", size3],
  ["KaTeX_Size4", "normal", "400", size4],
];

export async function installFonts(): Promise<void> {
  // KaTeX's own rules name font files beside the page, where there are none.
  installStyles("noisebook-math", styles.replace(/@font-face\s*\{[^}]*\}/g, ""));
  await Promise.all(
    fonts.map(async ([family, style, weight, dataUrl]) => {
      // From bytes and not from the URL: a webview's content policy allows no data: fonts.
      const bytes = fromBase64(dataOf(dataUrl));
      const font = new FontFace(family, bytes, { style, weight });
      document.fonts.add(await font.load());
    }),
  );
}

export const toHtml = (tex: string, displayMode: boolean): string =>
  katex.renderToString(tex, { displayMode, output: "htmlAndMathml", strict: "ignore" });
