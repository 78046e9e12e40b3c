import type { Host } from "./host.ts";

/** What is shown in one output. */
export interface View<Payload> {
  readonly element: HTMLElement;
  /** Draws for the first time. The element is in the page by then, so it has its width. */
  mounted(): void;
  /** Whether it can become this state; it can become any where this is left out. Else the state is opened in a new view. */
  takes?(payload: Payload): boolean;
  /** The output was replaced by a later state of itself. */
  update(payload: Payload): void;
  dispose(): void;
}

/** A mime type we show: how its payload is read (throws BadPayload) and viewed. */
export interface Kind<Payload> {
  read(json: unknown): Payload;
  open(payload: Payload, host: Host): View<Payload>;
}
