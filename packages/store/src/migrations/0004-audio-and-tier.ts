import type { Migration } from "./migration.ts";

/*
 * Sound has a price of its own within input and output, and the tier that served a call decides what its tokens cost.
 * The views of `calls` name the columns that they read, so new ones leave them as they are.
 */
export const audioAndTierMigration: Migration = {
  version: 4,
  name: "audio-and-tier",
  statements: [
    "ALTER TABLE calls ADD COLUMN IF NOT EXISTS input_audio_tokens Nullable(UInt64) CODEC(T64, ZSTD(1))",
    "ALTER TABLE calls ADD COLUMN IF NOT EXISTS output_audio_tokens Nullable(UInt64) CODEC(T64, ZSTD(1))",
    "ALTER TABLE calls ADD COLUMN IF NOT EXISTS service_tier LowCardinality(String)",
  ],
};
