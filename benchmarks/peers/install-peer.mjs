import { join } from "node:path";
import { once, root, run } from "../../scripts/setup.mjs";

/**
 * Installs what one peer needs, into its own folder: two that share a copy of OpenTelemetry would share its globals.
 * Some packages ask for a newer Node than they need, hence no strict engines; none needs its install scripts.
 *
 * @param {string} name a folder of `peers/`
 * @returns {string} its path
 */
export function installPeer(name) {
  const folder = `benchmarks/peers/${name}`;
  once(`${folder}/node_modules/.promptprof-installed`, [`${folder}/package-lock.json`], () =>
    run("npm", ["ci", "--engine-strict=false", "--ignore-scripts", "--no-audit", "--no-fund"], {
      cwd: join(root, folder),
    }),
  );
  return join(root, folder);
}
