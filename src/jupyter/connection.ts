import { readFile } from "node:fs/promises";
import net from "node:net";
import * as v from "valibot";

const Port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));

/** What Jupyter writes for a kernel that it starts: where to listen, and the key that signs messages. */
const Connection = v.object({
  transport: v.optional(v.picklist(["tcp", "ipc"]), "tcp"),
  ip: v.optional(v.pipe(v.string(), v.nonEmpty()), "127.0.0.1"),
  shell_port: Port,
  iopub_port: Port,
  stdin_port: Port,
  control_port: Port,
  hb_port: Port,
  key: v.optional(v.string(), ""),
  signature_scheme: v.optional(v.string(), "hmac-sha256"),
});
export type Connection = v.InferOutput<typeof Connection>;

/** The connection file cannot be served; the message says why. */
export class ConnectionProblem extends Error {
  override name = "ConnectionProblem";
}

export async function readConnection(file: string): Promise<Connection> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new ConnectionProblem(`The connection file ${file} cannot be read (${code}).`);
  });
  return parseConnection(text);
}

export function parseConnection(text: string): Connection {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new ConnectionProblem(`The connection file is not JSON: ${(error as SyntaxError).message}`);
  }
  const parsed = v.safeParse(Connection, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new ConnectionProblem(
      `The connection file is wrong at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}.`,
    );
  }
  const connection = parsed.output;
  const { key, signature_scheme, transport, ip } = connection;
  if (key && signature_scheme !== "hmac-sha256")
    throw new ConnectionProblem(
      `The connection file asks for ${signature_scheme}; Noisebook signs with hmac-sha256.`,
    );
  if (!key && transport === "tcp" && !isLoopback(ip))
    throw new ConnectionProblem(
      `The connection file has no key, and ${ip} is open to other machines: anyone could run code here. ` +
        `Give it a key, or an ip of 127.0.0.1.`,
    );
  return connection;
}

/** Where ZeroMQ binds one of the sockets. */
export function address({ transport, ip }: Connection, port: number): string {
  if (transport === "ipc") return `ipc://${ip}-${port}`;
  return `tcp://${net.isIPv6(ip) ? `[${ip}]` : ip}:${port}`;
}

const isLoopback = (ip: string): boolean =>
  ip === "localhost" || ip === "::1" || (net.isIPv4(ip) && ip.startsWith("127."));
