// The files of a Debian package in a folder of one's own. Nothing is installed, so it needs no root.
import { mkdir, readdir } from "node:fs/promises";
import path from "node:path";
import { command } from "./command.mjs";
import { onPath } from "./on-path.mjs";
import { Unavailable } from "./unavailable.mjs";

/** apt with lists and a cache in `folder`: the system's own may be old or missing, and only root could renew them.
 * @param {string} folder
 * @param {...string} args */
function apt(folder, ...args) {
  const options = [
    ...[`Dir::State::Lists=${path.join(folder, "lists")}`, `Dir::Cache=${folder}`],
    // Root would hand the download to a user who may not write here.
    "APT::Sandbox::User=root",
    // Without a network the answer shall come soon.
    ...["Acquire::Retries=1", "Acquire::http::Timeout=10", "Acquire::https::Timeout=10"],
  ];
  return command("apt-get", ["-q", ...options.flatMap((option) => ["-o", option]), ...args], { cwd: folder });
}

/** apt goes on without the lists that it could not fetch: the first complaint is the cause. @param {string} output */
const cause = (output) => /^E: .*|^W: Failed to fetch .*/m.exec(output)?.[0] ?? "it does not say why";

/** @param {string} name
 * @param {string} folder is filled with the package's tree, which begins with `usr` */
export async function unpackDebianPackage(name, folder) {
  if (!onPath("apt-get") || !onPath("dpkg-deb")) throw new Unavailable("there is no apt");
  await mkdir(path.join(folder, "lists"), { recursive: true });
  const update = await apt(folder, "update");
  const download = await apt(folder, "download", name);
  const deb = (await readdir(folder)).find((file) => file.endsWith(".deb"));
  if (!deb) throw new Unavailable(`apt cannot download ${name} (${cause(update.output + download.output)})`);
  const { code } = await command("dpkg-deb", ["--extract", deb, "."], { cwd: folder });
  if (code !== 0) throw new Unavailable(`dpkg-deb cannot unpack ${deb}`);
}
