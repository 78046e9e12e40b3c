// The renderer as VS Code and an exported page call it; an output keeps its view when it is updated.
import type { OutputItem, RendererApi, RendererContext } from "vscode-notebook-renderer";
import { digestOf } from "../protocol/index.ts";
import { registerControls } from "./controls/toolkit.ts";
import { h } from "./dom/element.ts";
import { connect, type Host } from "./host.ts";
import { notice } from "./notice.ts";
import { openPanelEvent } from "./panel-button.ts";
import { reasonOf } from "./payload.ts";
import { rerunButton } from "./rerun.ts";
import { installTheme } from "./theme/styles.ts";

interface Mounted {
  readonly mime: string;
  readonly element: HTMLElement;
  update(json: unknown): void;
  dispose(): void;
}

/** Opens a payload in an element, its mime type told for later. */
export type Mount = (json: unknown, host: Host, mime: string, element: HTMLElement) => Mounted;

/** What shows the payloads of a mime type, loaded before the first of them is opened. */
export type LoadMount = () => Promise<Mount>;

/** What is read of an output that is to be shown. */
export type Item = Pick<OutputItem, "id" | "mime" | "json">;

interface Renderer extends RendererApi {
  /** At once, but for the first of a kind, which is loaded. */
  renderOutputItem(item: Item, element: HTMLElement): Promise<void>;
  disposeOutputItem(id?: string): void;
}

/** A renderer of these mime types, in the page that the context stands for; `panels`: outputs can be opened in one. */
export function rendererOf(
  mounts: ReadonlyMap<string, LoadMount>,
  context: Pick<RendererContext<void>, "postMessage" | "onDidReceiveMessage">,
  { panels = false } = {},
): Renderer {
  installTheme();
  const asked = connect(context);
  const host: Host = { ...asked, panels: panels && asked.reachable };
  const ready = new Map<string, Mount>();
  const shown = new Map<string, Mounted>();
  /** What each output shows now, by which its panel finds it. */
  const payloads = new Map<string, unknown>();
  const ids = new WeakMap<EventTarget, string>();
  const opening = ({ currentTarget }: Event): void => {
    const id = currentTarget && ids.get(currentTarget);
    if (id) host.send({ type: "open-panel", digest: digestOf(payloads.get(id)) });
  };

  const dispose = (id: string): void => {
    shown.get(id)?.dispose();
    shown.delete(id);
    payloads.delete(id);
  };

  function show(item: Item, element: HTMLElement): void {
    ids.set(element, item.id);
    element.addEventListener(openPanelEvent, opening);
    const before = shown.get(item.id);
    let json: unknown = null;
    try {
      json = item.json();
      if (before?.mime === item.mime && element.contains(before.element)) {
        payloads.set(item.id, json);
        before.update(json);
        return;
      }
      dispose(item.id);
      const mount = ready.get(item.mime);
      if (!mount) throw new Error(`no viewer for ${item.mime}`);
      payloads.set(item.id, json);
      shown.set(item.id, mount(json, host, item.mime, element));
    } catch (error) {
      dispose(item.id);
      element.replaceChildren(failure(reasonOf(error), streamOf(json), host));
    }
  }

  /** The state that an output is to have while what it needs is loaded. */
  const awaited = new Map<string, Item>();

  return {
    async renderOutputItem(item, element) {
      const load = mounts.get(item.mime);
      if (load && !ready.has(item.mime)) {
        awaited.set(item.id, item);
        try {
          const [mount] = await Promise.all([load(), registerControls()]);
          ready.set(item.mime, mount);
        } catch (error) {
          element.replaceChildren(failure(reasonOf(error), null, host));
          return;
        }
        // Disposed of meanwhile, or a later state of it is to be shown.
        if (awaited.get(item.id) !== item) return;
        awaited.delete(item.id);
      }
      show(item, element);
    },
    disposeOutputItem(id) {
      if (id === undefined) awaited.clear();
      else awaited.delete(id);
      for (const each of id === undefined ? [...shown.keys()] : [id]) dispose(each);
    },
  };
}

function failure(reason: string, stream: string | null, host: Host): HTMLElement {
  const line = notice(
    { tone: "error", finding: "This output cannot be shown.", detail: capitalized(reason) },
    ...rerunButton("Run cell again", stream, host),
  );
  return h("div", { class: "noisebook", "data-noisebook": "error" }, line);
}

/** A damaged payload may still name its stream, by which the extension finds its cell. */
function streamOf(json: unknown): string | null {
  const stream = typeof json === "object" && json !== null && "stream" in json ? json.stream : null;
  return typeof stream === "string" ? stream : null;
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
