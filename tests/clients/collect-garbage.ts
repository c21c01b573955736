import { setImmediate as nextTurn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

let collect: (() => void) | undefined;

/** Collects garbage, and gives finalizers their turn. */
export async function collectGarbage(): Promise<void> {
  if (collect === undefined) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as () => void;
  }
  // An object dies only when the microtasks and timers that held it are through, hence more than one round.
  for (let round = 0; round < 3; round += 1) {
    await nextTurn();
    collect();
    await nextTurn();
  }
}
