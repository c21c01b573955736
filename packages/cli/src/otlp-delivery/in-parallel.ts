/**
 * Works through a stream with so many pieces under way at a time, never more, so that memory stays bounded. The
 * first failure stops it: no further piece is begun, those under way are waited for, and the failure is thrown.
 */
export async function inParallel<Piece>(
  pieces: AsyncIterable<Piece>,
  atOnce: number,
  work: (piece: Piece) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>();
  const failures: unknown[] = [];
  for await (const piece of pieces) {
    const task = work(piece)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => underWay.delete(task));
    underWay.add(task);
    if (underWay.size >= atOnce) await Promise.race(underWay);
    if (failures.length > 0) break;
  }
  await Promise.all(underWay);
  if (failures.length > 0) throw failures[0];
}
