/**
 * How long a provider asks to wait: `retry-after-ms` (OpenAI, Azure) or `Retry-After`, in seconds or as a date (RFC
 * 9110, 10.2.3). null = it does not say, or nothing that can be read.
 */
export function retryAfterMs(headers: Pick<Headers, "get">, now: number): number | null {
  const milliseconds = Number(headers.get("retry-after-ms") ?? Number.NaN);
  if (milliseconds >= 0) return milliseconds;
  const written = headers.get("retry-after");
  if (written === null || written.trim() === "") return null;
  const seconds = Number(written);
  if (seconds >= 0) return seconds * 1000;
  const date = Date.parse(written);
  return Number.isNaN(date) ? null : Math.max(0, date - now);
}
