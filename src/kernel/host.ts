import {
  newId,
  type Host,
  type MimeBundle,
  type Stream,
  type TensorMemory,
  type ValueDescriber,
  type Whole,
} from "../protocol/index.ts";
import type { Attribution } from "./attribution.ts";
import type { AcceptStream, Comms } from "./comms.ts";
import type { FollowUps } from "./follow-ups.ts";
import type { Gate } from "./gate/gate.ts";
import type { Publisher } from "./publisher.ts";
import type { Run } from "./run.ts";

/** The kernel as the runtime sees it. */
export class KernelHost implements Host {
  readonly #publisher: Publisher;
  readonly #attribution: Attribution;
  readonly #comms: Comms;
  readonly #gate: Gate;
  readonly #followUps: FollowUps;
  readonly whole: Whole;
  readonly #idle = new AbortController().signal;
  readonly #repairs: (() => void)[] = [];
  #places: (stack: string) => string | null = () => null;
  #memory: (() => TensorMemory) | null = null;
  #describer: ValueDescriber | null = null;

  constructor(
    publisher: Publisher,
    attribution: Attribution,
    comms: Comms,
    gate: Gate,
    followUps: FollowUps,
  ) {
    this.#publisher = publisher;
    this.#attribution = attribution;
    this.#comms = comms;
    this.#gate = gate;
    this.#followUps = followUps;
    this.whole = gate.termination;
  }

  get signal(): AbortSignal {
    return this.#attribution.current?.controller.signal ?? this.#idle;
  }

  throwIfInterrupted(): void {
    if (this.#gate.listen()) this.#attribution.current?.throwIfInterrupted();
  }

  onTerminated(repair: () => void): void {
    this.#repairs.push(repair);
  }

  /** To be called when a cell was interrupted, which may have been by termination. */
  repair(): void {
    for (const repair of this.#repairs) repair();
  }

  /** Hears who knows cells' places. */
  findPlacesBy(find: (stack: string) => string | null): void {
    this.#places = find;
  }
  placeIn(stack: string): string | null {
    return this.#places(stack);
  }

  watchMemory(read: () => TensorMemory): void {
    this.#memory = read;
  }

  /** What the runtime holds; null where no cell has loaded it. */
  get memory(): TensorMemory | null {
    return this.#memory?.() ?? null;
  }

  describeValues(describer: ValueDescriber): void {
    this.#describer = describer;
  }

  /** Who knows the runtime's values; null where no cell has loaded it. */
  get describer(): ValueDescriber | null {
    return this.#describer;
  }

  display(data: MimeBundle, id = newId()): string {
    const run = this.#attribution.current;
    this.#publisher.publish("display_data", { data, metadata: {}, transient: { display_id: id } }, run);
    this.#follow(id, data, run);
    return id;
  }

  update(id: string, data: MimeBundle): void {
    const run = this.#attribution.current;
    this.#publish(id, data, run);
    this.#follow(id, data, run);
  }

  #publish(id: string, data: MimeBundle, run: Run | null): void {
    const content = { data, metadata: {}, transient: { display_id: id } };
    this.#publisher.publish("update_display_data", content, run);
  }

  /** What the output lacks comes under the run that shows it, whichever runs by then. */
  #follow(id: string, bundle: MimeBundle, run: Run | null): void {
    if (run?.silent) return;
    this.#followUps.shown(id, bundle, run, (next) => this.#publish(id, next, run));
  }

  clearOutput(wait: boolean): void {
    this.#attribution.current?.text.clear();
    this.#publisher.publish("clear_output", { wait });
  }

  openStream(target: string): Stream {
    return this.#comms.open(target);
  }

  onStream(target: string, accept: AcceptStream): void {
    this.#comms.accept(target, accept);
  }
}
