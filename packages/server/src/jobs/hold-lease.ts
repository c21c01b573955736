import type { Lease } from "@promptprof/store";

/** A lease is renewed so often within its term, so that a slow answer of the store does not lose it. */
const RENEWALS_A_TERM = 3;

/**
 * Keeps a lease while work goes on. The signal aborts when another has taken the lease or the store did not say in time
 * that it has not: the work must write nothing more.
 */
export async function holdLease<T>(
  lease: Lease,
  { termMs, now }: { readonly termMs: number; readonly now: () => number },
  work: (lost: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  const renew = async (): Promise<void> => {
    const isHeld = await lease.renew(now()).catch(() => now() < lease.until);
    if (!isHeld) lost.abort();
  };
  let renewing: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renewing.then(renew);
  }, termMs / RENEWALS_A_TERM);
  try {
    return await work(lost.signal);
  } finally {
    clearInterval(timer);
    await renewing;
  }
}
