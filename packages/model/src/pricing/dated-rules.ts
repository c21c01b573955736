/** Which calls a price or a discount of the config is for. */
export interface DatedRule {
  /** The model's name as calls carry it; a `*` stands for any characters; absent = any model. */
  readonly model?: string | undefined;
  /** OpenTelemetry provider name; absent = any provider. */
  readonly provider?: string | undefined;
  /** First day it holds, ISO date (UTC); absent = since ever. */
  readonly from?: string | undefined;
  /** First day it no longer holds; absent = for ever. */
  readonly to?: string | undefined;
}

interface Candidate<T> {
  readonly rule: T;
  readonly pattern: RegExp;
  readonly fromMs: number;
  readonly toMs: number;
  /** 2 = an exact name, 1 = a pattern, 0 = any model. */
  readonly named: number;
}

/**
 * Finds the one rule that holds for a call: an exact name beats a pattern and a pattern none, then a named provider
 * beats any, then the latest `from` that has come. Rules never add up.
 */
export class DatedRules<T extends DatedRule> {
  readonly #candidates: readonly Candidate<T>[];

  constructor(rules: readonly T[]) {
    this.#candidates = rules.map(candidate).toSorted(narrowestFirst);
  }

  /** @param time epoch ms of the call */
  find(provider: string | null, model: string, time: number): T | null {
    const found = this.#candidates.find(
      ({ rule, pattern, fromMs, toMs }) =>
        fromMs <= time &&
        time < toMs &&
        (rule.provider === undefined || rule.provider === provider) &&
        pattern.test(model),
    );
    return found?.rule ?? null;
  }
}

function candidate<T extends DatedRule>(rule: T): Candidate<T> {
  const model = rule.model ?? "*";
  return {
    rule,
    pattern: new RegExp(`^${model.split("*").map(escapeRegExp).join(".*")}$`, "is"),
    fromMs: rule.from === undefined ? -Infinity : startOfDay(rule.from),
    toMs: rule.to === undefined ? Infinity : startOfDay(rule.to),
    named: rule.model === undefined ? 0 : model.includes("*") ? 1 : 2,
  };
}

function narrowestFirst<T extends DatedRule>(a: Candidate<T>, b: Candidate<T>): number {
  const byName = b.named - a.named;
  const byProvider = Number(b.rule.provider !== undefined) - Number(a.rule.provider !== undefined);
  // Two that hold since ever differ by NaN, which is no order: `||` takes it for 0.
  return byName || byProvider || b.fromMs - a.fromMs || 0;
}

function startOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
