import * as z from "zod";
import { answerFields, answerIn, plain, type AnswerConfig } from "./answer.ts";
import { confusionMatrix, type ConfusionMatrix } from "./confusion-matrix.ts";
import { expectedTexts } from "./expected-text.ts";
import type { ItemOfTotal, Scorer, Total } from "./scorer.ts";

export interface ClassificationConfig extends AnswerConfig {
  readonly name?: string | undefined;
  /** All labels; an output that holds exactly one of them is taken as that one. Whatever is said where left out. */
  readonly labels?: readonly string[] | undefined;
}

export const ClassificationConfig: z.ZodType<ClassificationConfig> = z.strictObject({
  ...answerFields,
  ignoreCase: z.boolean().default(true),
  labels: z.array(z.string().min(1)).min(2).optional().describe("all labels there are"),
});

/** Accuracy of each item; the total is the mean F1 of the classes, with the confusion matrix. */
export function classificationScorer(config: ClassificationConfig): Scorer {
  const name = config.name ?? "classification";
  return {
    name,
    binary: true,
    needsExpected: true,
    range: [0, 1],
    goodFor: "A choice among known labels: intents, topics, sentiment.",
    notFor: "Several labels at once, and labels with an order, where near is better than far.",
    score: async ({ output, expected }) => {
      const said = labelIn(output, config);
      const right = said === expectedLabel(expected, config);
      return [{ name, value: right ? 1 : 0, reason: right ? null : `it said ${JSON.stringify(said)}` }];
    },
    total: (items) => [totalOf(name, items, config)],
  };
}

function totalOf(name: string, items: readonly ItemOfTotal[], config: ClassificationConfig): Total {
  const matrix = confusionMatrix(
    items.map(({ output, expected }) => ({
      expected: expectedLabel(expected, config),
      said: output === null ? null : labelIn(output, config),
    })),
  );
  const reason = matrix.macroF1 === null ? "there are no items" : null;
  return { name: `${name}/macro-f1`, value: matrix.macroF1, reason, details: detailsOf(matrix) };
}

function detailsOf({ labels, counts, accuracy, classes }: ConfusionMatrix): Total["details"] {
  return { labels, counts, accuracy, classes: classes.map((one) => ({ ...one })) };
}

/** The one known label that stands in the answer as whole words; the answer itself where there is none, or several. */
function labelIn(output: string, config: ClassificationConfig): string {
  const answer = answerIn(output, config);
  const labels = (config.labels ?? []).map((label) => plain(label, config.ignore, config.ignoreCase));
  if (labels.includes(answer)) return answer;
  const found = labels.filter((label) => standsIn(label, answer));
  // `card` stands in `card arrival` too: a label inside of another that was found does not count.
  const whole = found.filter((label) => !found.some((other) => other !== label && standsIn(label, other)));
  const [only] = whole;
  return whole.length === 1 && only !== undefined ? only : answer;
}

function standsIn(label: string, text: string): boolean {
  const pattern = label.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}_])${pattern}(?![\p{L}\p{N}_])`, "u").test(text);
}

function expectedLabel(
  expected: ItemOfTotal["expected"],
  { ignore, ignoreCase }: ClassificationConfig,
): string {
  return plain(expectedTexts(expected)[0], ignore, ignoreCase);
}
