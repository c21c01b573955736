/**
 * Where a row of a table goes, by the table's own sorting key.
 *
 * Tables that are sorted by project and prompt are sharded by them: all of a prompt is in one place, so its rollup rows
 * merge into one and its questions need one shard, and a call that comes again comes to the shard that has it. The
 * other tables are sharded by the whole key, because only rows of one shard replace each other or are summed.
 *
 * @param sql CREATE TABLE with ORDER BY
 */
export function shardingKey(sql: string): string {
  const key = /\bORDER BY (?:\(([^)]*)\)|(\w+))/.exec(sql);
  const columns = (key?.[1] ?? key?.[2] ?? "").split(",").map((column) => column.trim());
  const [first, second] = columns;
  const sharding = first === "project" && second === "prompt" ? [first, second] : columns;
  return `cityHash64(${sharding.join(", ")})`;
}
