/**
 * Solves A x = b of a small symmetric system by elimination with pivots; null where A is singular to its last digits.
 */
export function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] | null {
  const rows = matrix.map((row, i) => [...row, right[i] ?? NaN]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    if (!eliminate(rows, column)) return null;
  }
  return rows.map((row, i) => (row[size] ?? NaN) / (row[i] ?? NaN));
}

/** Clears a column of all rows but its own (Gauss & Jordan); false where nothing but rounding is left in it. */
function eliminate(rows: number[][], column: number): boolean {
  const below = rows.slice(column).map((row) => Math.abs(row[column] ?? 0));
  const largest = Math.max(...below);
  if (!(largest > 1e-12)) return false;
  const at = column + below.indexOf(largest);
  [rows[column], rows[at]] = [rows[at] ?? [], rows[column] ?? []];
  const pivot = rows[column] ?? [];
  for (const [i, row] of rows.entries()) {
    const factor = (row[column] ?? 0) / (pivot[column] ?? NaN);
    if (i !== column && factor !== 0)
      for (const [j, x] of pivot.entries()) row[j] = (row[j] ?? 0) - factor * x;
  }
  return true;
}
