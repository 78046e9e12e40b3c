import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { dist } from "../../scripts/lib/project.mjs";

export interface Served {
  readonly origin: string;
  close(): void;
}

/** The built renderer behind a server on loopback, with nothing between Chromium and its files: for times, not for complaints. */
export async function serveViewers(page: string): Promise<Served> {
  const server = createServer((request, response) => {
    const file = rendererFile(request.url ?? "");
    const body = file ? readFile(file) : Promise.resolve(page);
    response.setHeader("content-type", file ? "text/javascript" : "text/html");
    body.then(
      (text) => response.end(text),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    origin: `http://127.0.0.1:${port}`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The file behind an address of the renderer's; null for any other. */
export function rendererFile(pathname: string): string | null {
  const name = /^\/renderers\/([\w.-]+\.js)$/.exec(pathname)?.[1];
  return name ? path.join(dist, "renderers", name) : null;
}
