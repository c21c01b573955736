/** A model with calls that have no price, and why its latest such calls have none. */
export interface UnpricedModel {
  readonly model: string | null;
  readonly calls: number;
  readonly unpricedCalls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly reasons: readonly string[];
}
