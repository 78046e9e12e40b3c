/** What we use of WebGPU; Node's types have none of it. */
export interface Gpu {
  requestAdapter(options: { powerPreference: "high-performance" }): Promise<Adapter | null>;
}

export interface Adapter {
  readonly features: ReadonlySet<string>;
  readonly limits: Record<string, number>;
  readonly info: AdapterInfo;
  requestDevice(wanted: {
    requiredFeatures: string[];
    requiredLimits: Record<string, number>;
  }): Promise<Device>;
}

export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

export interface Device {
  readonly lost: Promise<{ readonly message: string }>;
  pushErrorScope(kind: "validation" | "out-of-memory" | "internal"): void;
  popErrorScope(): Promise<{ readonly message: string } | null>;
}

/** The npm package webgpu: Dawn. */
export interface Dawn {
  create(options: string[]): Gpu;
  readonly globals: object;
}
