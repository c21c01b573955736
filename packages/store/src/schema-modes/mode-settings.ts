import type { SchemaMode } from "./schema-mode.ts";

type Settings = Readonly<Record<string, string | number>>;

const QUORUM: Settings = {
  insert_quorum: "auto",
  insert_quorum_parallel: 0,
  select_sequential_consistency: 1,
};

const SETTINGS: Readonly<Record<SchemaMode["mode"], Settings>> = {
  plain: {},
  cloud: { select_sequential_consistency: 1 },
  replicated: QUORUM,
  cluster: {
    ...QUORUM,
    // Acknowledged = on its shard, and not in a queue of the server that was asked.
    distributed_foreground_insert: 1,
    // A score's call may be on another shard: the inner side of a join is asked of all of them.
    distributed_product_mode: "global",
  },
};

/**
 * What a mode needs with every statement. Whoever has the turn to write must see what all others have written, also
 * through another replica; so inserts reach most replicas, one after the other, before they are acknowledged, and
 * questions wait for what has been acknowledged. The cloud service needs the second half alone.
 */
export function modeSettings({ mode }: SchemaMode): Settings {
  return SETTINGS[mode];
}
