const GROUPS = {
  "ids (trace, span)": ["trace_id", "span_id"],
  times: ["start_time", "duration_us", "ttft_us", "tpot_us"],
  tokens: ["input_tokens", "cache_read_tokens", "output_tokens", "reasoning_tokens"],
  costs: ["cost_input", "cost_cache_read", "cost_cache_write", "cost_output"],
  "segments, hashes": ["segments.hash"],
  "segments, the rest": ["segments.path", "segments.kind", "segments.tokens"],
  "receipt and insert": ["batch", "inserted", "writer"],
  user: ["user"],
};

/** Bytes a call of the raw table by groups of its columns, and of every table as a whole. `query` gives rows of cells. */
export async function measureDisk(query, calls) {
  const columns = await query(
    "SELECT column, toFloat64(sum(column_data_compressed_bytes + column_marks_bytes)) FROM system.parts_columns WHERE active AND database = currentDatabase() AND table = 'calls' GROUP BY column",
  );
  const bytes = new Map(columns);
  const grouped = Object.entries(GROUPS).map(([what, names]) => [
    `calls: ${what}`,
    names.reduce((sum, name) => sum + (bytes.get(name) ?? 0), 0),
  ]);
  const named = new Set(Object.values(GROUPS).flat());
  const others = columns.reduce((sum, [name, size]) => sum + (named.has(name) ? 0 : size), 0);
  const tables = await query(
    "SELECT table, toFloat64(sum(bytes_on_disk)), toFloat64(sum(rows)), toFloat64(count()) FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table ORDER BY 2 DESC",
  );
  const row = (what, size, rows = null, parts = null) => ({
    what,
    // Small parts hold all columns in one file and do not say what each takes.
    "bytes a call": size === 0 ? null : Number((size / calls).toFixed(2)),
    rows,
    parts,
  });
  return [
    ...[...grouped, ["calls: all other columns", others]].map(([what, size]) => row(what, size)),
    ...tables.map(([table, size, rows, parts]) => row(table, size, rows, parts)),
  ];
}

/** Waits until no merge runs, a few minutes at most. @returns whether it became quiet */
export async function mergesQuiet(query, { seconds = 300 } = {}) {
  for (let quiet = 0, waited = 0; waited < seconds; waited += 2) {
    const [[running]] = await query("SELECT toFloat64(count()) FROM system.merges");
    quiet = running === 0 ? quiet + 1 : 0;
    if (quiet === 3) return true;
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }
  return false;
}
