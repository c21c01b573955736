/**
 * Waits for the first piece of a stream, so that what fails at once is answered with its own status and not by a
 * connection that breaks off.
 *
 * @param onEnd told once, however the stream ends
 */
export async function beginStream<Piece>(
  pieces: AsyncIterable<Piece>,
  onEnd: () => void,
): Promise<AsyncGenerator<Piece>> {
  const iterator = pieces[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    const stream = rest(first, iterator, onEnd);
    return stream;
  } catch (error) {
    onEnd();
    throw error;
  }
}

async function* rest<Piece>(
  first: IteratorResult<Piece>,
  iterator: AsyncIterator<Piece>,
  onEnd: () => void,
): AsyncGenerator<Piece> {
  try {
    for (let next = first; next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
    onEnd();
  }
}
