/** What a person can do on a heat map. */
export interface HeatActions {
  /** Begins to move the picture; what is returned is told by which shares of the canvas it moved. Null where all is in sight. */
  readonly grab: () => ((across: number, down: number) => void) | null;
  readonly point: (at: MouseEvent | null) => void;
  readonly click: (at: MouseEvent) => void;
  /** About a point of the canvas, from 0 to 1 across and down; without one about its middle. */
  readonly zoom: (by: number, about?: readonly [number, number]) => void;
  /** Each of these says whether there was anything to do. */
  readonly step: (rows: number, columns: number) => boolean;
  readonly pin: () => boolean;
  readonly unpin: () => boolean;
  readonly whole: () => boolean;
}

/** Pixels by which a pointer that is held has moved the picture, and not clicked on it. */
const still = 3;

/** Listens to pointer, wheel and keys on a heat map's canvas. */
export function onHeat(canvas: HTMLCanvasElement, actions: HeatActions): void {
  listenToPointer(canvas, actions);
  canvas.addEventListener(
    "wheel",
    (event) => {
      // The wheel alone scrolls the notebook.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const about = [event.offsetX / canvas.clientWidth, event.offsetY / canvas.clientHeight] as const;
      actions.zoom(event.deltaY < 0 ? 1.25 : 0.8, about);
    },
    { passive: false },
  );
  canvas.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !pressed(event, actions)) return;
    event.preventDefault();
    event.stopPropagation();
  });
}

function pressed({ key, shiftKey }: KeyboardEvent, actions: HeatActions): boolean {
  const stride = shiftKey ? 10 : 1;
  const moves: Partial<Record<string, [number, number]>> = {
    ArrowLeft: [0, -stride],
    ArrowRight: [0, stride],
    ArrowUp: [-stride, 0],
    ArrowDown: [stride, 0],
  };
  const by = moves[key];
  if (by) return actions.step(...by);
  if (key === "Enter" || key === " ") return actions.pin();
  if (key === "Escape") return actions.unpin();
  if (key === "0") return actions.whole();
  const factor = { "+": 1.5, "=": 1.5, "-": 1 / 1.5 }[key];
  if (factor === undefined) return false;
  actions.zoom(factor);
  return true;
}

function listenToPointer(canvas: HTMLCanvasElement, actions: HeatActions): void {
  let drag: { x: number; y: number; move: ReturnType<HeatActions["grab"]>; moved: boolean } | null = null;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    drag = { x: event.offsetX, y: event.offsetY, move: actions.grab(), moved: false };
  });
  canvas.addEventListener("pointermove", (event) => {
    if (drag?.move) {
      const [dx, dy] = [event.offsetX - drag.x, event.offsetY - drag.y];
      drag.moved ||= Math.hypot(dx, dy) > still;
      if (drag.moved) drag.move(dx / canvas.clientWidth, dy / canvas.clientHeight);
    }
    actions.point(event);
  });
  canvas.addEventListener("pointerup", (event) => {
    const clicked = drag !== null && !drag.moved;
    drag = null;
    if (clicked) actions.click(event);
  });
  canvas.addEventListener("pointerleave", () => {
    if (!drag) actions.point(null);
  });
}
