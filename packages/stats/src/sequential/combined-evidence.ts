/** ln e of independent streams, or of one stream continued: evidence multiplies. 0 without any. */
export function productOfEvidence(logEs: readonly number[]): number {
  return logEs.reduce((sum, logE) => sum + logE, 0);
}

/** ln of the mean of the e-values: evidence of streams that depend on each other, in whatever way. 0 without any. */
export function meanOfEvidence(logEs: readonly number[]): number {
  if (logEs.length === 0) return 0;
  const most = Math.max(...logEs);
  if (!Number.isFinite(most)) return most;
  const shares = logEs.reduce((sum, logE) => sum + Math.exp(logE - most), 0);
  return most + Math.log(shares / logEs.length);
}
