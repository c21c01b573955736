import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * The folder of the built pages: beside this package's code when it is installed, in the workspace when it is worked
 * on. null = there are none, and the server answers without pages.
 */
export function webRoot(): string | null {
  const candidates = ["../../web/", "../../../web/dist/"].map((path) => new URL(path, import.meta.url));
  const built = candidates.find((folder) => existsSync(new URL("index.html", folder)));
  return built === undefined ? null : fileURLToPath(built);
}
