/** The backends there are, the most capable first. */
export const backendNames = ["native", "webgpu", "wasm", "cpu"] as const;

export type BackendName = (typeof backendNames)[number];
