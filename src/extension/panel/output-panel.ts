import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import * as v from "valibot";
import { PanelReady, type PanelMessage, type RendererEvent } from "../../protocol/index.ts";
import type { RendererRequests } from "../renderer-requests.ts";
import type { LiveStreams } from "../streams.ts";
import { shellOf } from "./shell.ts";
import type { PanelSource } from "./source.ts";

export interface OutputPanelContext {
  extension: vscode.Uri;
  streams: LiveStreams;
  requests: RendererRequests;
}

/** One output beside the notebook. */
export class OutputPanel {
  readonly #panel: vscode.WebviewPanel;
  readonly #source: PanelSource;
  readonly #context: OutputPanelContext;
  readonly #subscriptions: { dispose(): unknown }[];
  /** What the page shows, for one that is loaded again. */
  #shown: Extract<PanelMessage, { type: "panel-show" }> | null = null;
  #reading: Promise<void> = Promise.resolve();

  constructor(panel: vscode.WebviewPanel, source: PanelSource, context: OutputPanelContext) {
    this.#panel = panel;
    this.#source = source;
    this.#context = context;
    const { webview } = panel;
    this.#subscriptions = [
      source,
      webview.onDidReceiveMessage((message: unknown) => this.#receive(message)),
      context.streams.onEvent((event) => this.#post(event)),
      source.onChange(() => this.#refresh()),
    ];
    panel.onDidDispose(() => this.#subscriptions.forEach((subscription) => void subscription.dispose()));
    panel.iconPath = vscode.Uri.joinPath(context.extension, "media", "icon.svg");
    const folder = renderersOf(context.extension);
    webview.options = { enableScripts: true, localResourceRoots: [folder] };
    const script = webview.asWebviewUri(vscode.Uri.joinPath(folder, "panel.js")).toString();
    webview.html = shellOf({ script, nonce: randomBytes(18).toString("base64") });
    panel.title = source.title;
  }

  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  #receive(message: unknown): void {
    if (v.is(PanelReady, message)) {
      this.#post({ type: "panel-state", state: this.#source.state });
      if (this.#shown) this.#post(this.#shown);
      this.#refresh();
      return;
    }
    const { notebook, cell } = this.#source;
    this.#context.requests.receive(message, {
      notebook,
      cellOf: () => cell,
      post: (event) => this.#post(event),
    });
  }

  /** One reading after the other, so that an older one never comes last. */
  #refresh(): void {
    this.#reading = this.#reading.then(async () => {
      const shown = await this.#source.read();
      if (shown) {
        const message = { type: "panel-show" as const, ...shown };
        const { run, mime, text } = this.#shown ?? {};
        const isNews = run !== shown.run || mime !== shown.mime || text !== shown.text;
        this.#shown = message;
        if (isNews) this.#post(message);
      }
      this.#panel.title = this.#source.title;
      this.#post({ type: "panel-notice", text: this.#source.notice });
    });
    this.#reading = this.#reading.catch(() => undefined); // the panel was closed meanwhile
  }

  #post(message: PanelMessage | RendererEvent): void {
    void this.#panel.webview.postMessage(message);
  }
}

export const renderersOf = (extension: vscode.Uri): vscode.Uri =>
  vscode.Uri.joinPath(extension, "dist", "renderers");
