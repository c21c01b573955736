// Usage of Anthropic Messages. `input_tokens` leaves both cache parts out. `iterations` lists each sampling step of a
// request. The stated totals are those of the steps that wrote the reply: a compaction step comes on top at the same
// price (Claude docs, "Compaction": the totals leave it out, and what is billed is the sum over all steps); an
// advisor's or a declined attempt's step comes on top at another model's price ("Advisor tool", "Refusals and
// fallback": an attempt that declined before any output costs nothing).
import { at, list, record, text, type JsonRecord } from "./json.ts";
import type { ReplyDraft } from "./reply-draft.ts";
import type { UsageApart } from "./reply-facts.ts";
import type { ReplyNote } from "./reply-note.ts";
import { settleUsage, type StatedUsage } from "./settle-usage.ts";
import { tokenCount } from "./token-count.ts";

type UsageField =
  | "input_tokens"
  | "output_tokens"
  | "cache_read_input_tokens"
  | "cache_creation_input_tokens";

export function stateAnthropicUsage(draft: ReplyDraft, notes: Set<ReplyNote>): StatedUsage | null {
  const usage = mergedUsage(draft);
  if (usage === null) return null;
  const compactions = list(usage["iterations"]).filter((step) => at(step, ["type"]) === "compaction");
  if (compactions.length === 0) return stateSteps([usage], notes);
  notes.add("compaction_added");
  return stateSteps([usage, ...compactions], notes);
}

/** The steps of other models, each with its own counts. */
export function anthropicApart(draft: ReplyDraft, notes: Set<ReplyNote>): readonly UsageApart[] {
  const steps = list(mergedUsage(draft)?.["iterations"]).map(record);
  const apart = steps
    .filter((step) => step !== null)
    .filter((step) => isOtherModel(step, draft.responseModel))
    .map((step) => ({
      model: text(step["model"]),
      kind: text(step["type"]) ?? "unknown",
      tokens: settleUsage(stateSteps([step], notes), new Set()),
    }));
  if (apart.length > 0) notes.add("other_model_apart");
  return apart;
}

function isOtherModel(step: JsonRecord, answering: string | null): boolean {
  if (step["type"] === "advisor_message") return true;
  const declined = step["type"] === "message" && text(step["model"]) !== null && step["model"] !== answering;
  return declined && step["output_tokens"] !== 0;
}

/** The closing usage over the opening one, field by field: the closing one may leave fields out or null. */
function mergedUsage({ firstUsage, usage }: ReplyDraft): JsonRecord | null {
  if (firstUsage === null || usage === null || firstUsage === usage) return usage;
  const stated = Object.entries(usage).filter(([, value]) => value !== null && value !== undefined);
  return { ...firstUsage, ...Object.fromEntries(stated) };
}

function stateSteps(steps: readonly unknown[], notes: Set<ReplyNote>): StatedUsage {
  const sum = (read: (step: unknown) => unknown): unknown =>
    steps.length === 1 ? read(steps[0]) : sumOf(steps.map(read), notes);
  const field = (name: UsageField): unknown => sum((step) => at(step, [name]));
  return {
    input: field("input_tokens"),
    cacheRead: field("cache_read_input_tokens"),
    cacheWrite: field("cache_creation_input_tokens"),
    cacheWrite1h: sum((step) => at(step, ["cache_creation", "ephemeral_1h_input_tokens"])),
    output: field("output_tokens"),
    reasoning: sum((step) => at(step, ["output_tokens_details", "thinking_tokens"])),
    layout: { cacheOutside: true, reasoningOutside: false },
    totalDecides: false,
  };
}

/** Unknown parts count as nothing as long as one part is known. */
function sumOf(values: readonly unknown[], notes: Set<ReplyNote>): number | null {
  const counts = values.map((value) => tokenCount(value, notes)).filter((count) => count !== null);
  return counts.length === 0 ? null : counts.reduce((a, b) => a + b, 0);
}
