/** Calls and errors of one look, of each arm. */
export interface ErrorBatch {
  readonly nA: number;
  readonly errorsA: number;
  readonly nB: number;
  readonly errorsB: number;
}

/** Calls whose weight pulls an arm's rate towards the pooled one before it has errors of its own: a choice, not theory. */
const SHRINKAGE = 20;

/**
 * Evidence that two error rates differ, exact at any number of looks and any split of traffic (Turner, Ly and Grünwald,
 * arXiv:2106.02693): each batch is bet on with the rates of the batches before it. Alarm at ln e >= ln(1 / alpha).
 */
export class ErrorRateProcess {
  #logE = 0;
  #most = 0;
  #before: ErrorBatch = { nA: 0, errorsA: 0, nB: 0, errorsB: 0 };

  /** ln of the evidence so far. */
  get logE(): number {
    return this.#logE;
  }

  /** Of all looks so far: 1 / the largest e, at most 1. */
  get p(): number {
    return Math.exp(-this.#most);
  }

  /** Adds the batch; the first one only teaches the rates. */
  add(batch: ErrorBatch): void {
    const { nA, nB, errorsA, errorsB } = this.#before;
    if (nA + nB > 0) {
      const pool = (errorsA + errorsB + 0.5) / (nA + nB + 1);
      const rateA = (errorsA + SHRINKAGE * pool) / (nA + SHRINKAGE);
      const rateB = (errorsB + SHRINKAGE * pool) / (nB + SHRINKAGE);
      this.#logE += gained(batch, rateA, rateB);
      this.#most = Math.max(this.#most, this.#logE);
    }
    this.#before = {
      nA: nA + batch.nA,
      errorsA: errorsA + batch.errorsA,
      nB: nB + batch.nB,
      errorsB: errorsB + batch.errorsB,
    };
  }
}

/** ln of the likelihood under the two rates over that under the one rate between them. */
function gained({ nA, errorsA, nB, errorsB }: ErrorBatch, rateA: number, rateB: number): number {
  if (nA + nB === 0) return 0;
  const one = (nA * rateA + nB * rateB) / (nA + nB);
  return against(errorsA, nA, rateA, one) + against(errorsB, nB, rateB, one);
}

function against(errors: number, n: number, rate: number, one: number): number {
  return errors * Math.log(rate / one) + (n - errors) * Math.log((1 - rate) / (1 - one));
}
