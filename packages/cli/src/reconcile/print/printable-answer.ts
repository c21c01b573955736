import { printable } from "../../terminal/printable.ts";
import type { Reconciliation } from "../reconciliation.ts";

/** The same answer with every text as it may be printed: names come from files and from traces. */
export function printableAnswer(
  answer: Reconciliation,
  terminal: { readonly unicode: boolean },
): Reconciliation {
  const text = (given: string) => printable(given, terminal);
  const texts = (given: readonly string[]) => given.map(text);
  return {
    ...answer,
    invoice: {
      ...answer.invoice,
      files: answer.invoice.files.map((each) => ({ ...each, file: text(each.file) })),
    },
    joined: answer.joined.map(({ invoice, ours, ground }) => ({
      invoice: texts(invoice),
      ours: texts(ours),
      ground,
    })),
    leftOver: { invoice: texts(answer.leftOver.invoice), ours: texts(answer.leftOver.ours) },
    setAside: answer.setAside.map((each) => ({ ...each, what: text(each.what) })),
    explanations: answer.explanations.map((each) => ({
      ...each,
      models: texts(each.models),
      facts: text(each.facts),
      advice: text(each.advice),
    })),
    remarks: texts(answer.remarks),
  };
}
