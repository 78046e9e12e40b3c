import type { Host } from "../host.ts";
import type { Mount } from "../renderer.ts";
import type { Kind, View } from "../view.ts";

/** Reads the payload, opens its view in the element and draws it. The payload's type stays within. */
export function mounting<Payload>(kind: Kind<Payload>): Mount {
  return (json, host, mime, element) => {
    let view = opened(kind, kind.read(json), host, element);
    return {
      mime,
      get element() {
        return view.element;
      },
      update(next) {
        const payload = kind.read(next);
        if (view.takes?.(payload) ?? true) view.update(payload);
        else {
          view.dispose();
          view = opened(kind, payload, host, element);
        }
      },
      dispose: () => view.dispose(),
    };
  };
}

function opened<Payload>(
  kind: Kind<Payload>,
  payload: Payload,
  host: Host,
  element: HTMLElement,
): View<Payload> {
  const view = kind.open(payload, host);
  element.replaceChildren(view.element);
  try {
    view.mounted();
  } catch (error) {
    view.dispose();
    throw error;
  }
  return view;
}
