// The page of a panel beside the notebook: one output, by the same viewers as in the notebook, or by `fallback.ts`.
import * as v from "valibot";
import { PanelMessage } from "../../protocol/index.ts";
import { h } from "../dom/element.ts";
import { notice } from "../notice.ts";
import { rendererOf } from "../renderer.ts";
import { installStyles } from "../theme/styles.ts";
import { viewersOfNotebook } from "../viewers/of-notebook.ts";
import { fallback } from "./fallback.ts";
import styles from "./panel.css";

interface Api {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
}
declare const acquireVsCodeApi: () => Api;

/**
 * After the page's load event: VS Code shows a panel when it comes, and would take for it the one by which our controls are
 * told to read the theme.
 */
window.addEventListener("load", begin, { once: true });

function begin(): void {
  const api = acquireVsCodeApi();
  installStyles("noisebook-panel", styles);
  const said = h("div", { class: "noisebook nb-panel-notice" });
  const output = h("div", { class: "nb-panel-output" });
  document.body.append(said, output);

  const listeners = new Set<(message: unknown) => void>();
  const renderer = rendererOf(viewersOfNotebook, {
    postMessage: (message) => api.postMessage(message),
    onDidReceiveMessage: (listener) => {
      listeners.add(listener);
      return { dispose: () => listeners.delete(listener) };
    },
  });

  /** The output on the page; one of another run or kind takes its place. */
  let shown = "";

  function show({ run, mime, text }: Extract<PanelMessage, { type: "panel-show" }>): void {
    const id = `${run} ${mime}`;
    if (shown !== id) renderer.disposeOutputItem(shown);
    shown = id;
    if (viewersOfNotebook.has(mime))
      void renderer.renderOutputItem({ id, mime, json: (): unknown => JSON.parse(text) }, output);
    else output.replaceChildren(fallback(mime, text));
  }

  window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    for (const listen of listeners) listen(data);
    const message = v.safeParse(PanelMessage, data);
    if (!message.success) return; // a stream's word, for the viewers
    switch (message.output.type) {
      case "panel-show":
        show(message.output);
        break;
      case "panel-notice": {
        const { text } = message.output;
        said.replaceChildren(...(text === null ? [] : [notice({ tone: "info", finding: text, detail: "" })]));
        break;
      }
      case "panel-state":
        api.setState(message.output.state);
        break;
    }
  });
  api.postMessage({ type: "panel-ready" });
}
