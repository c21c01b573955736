import type { CallRow, Cost } from "@promptprof/server/contract";
import type { ReactElement } from "react";
import { formatExact } from "../format/count.ts";
import { formatUsdExact } from "../format/usd.ts";
import { reasonWords } from "../shell/ledger-words.ts";
import { reportedCost } from "./reported-cost.ts";
import style from "./cost-table.module.css";

/** What a call cost, part by part, by which price row, or why it has no price. */
export function CostTable({ call }: { readonly call: CallRow }): ReactElement {
  const reported = reportedCost(call);
  return (
    <section aria-label="Cost" className={style.cost}>
      <h3>Cost</h3>
      <p data-finding={call.pricing.status !== "priced" || undefined}>{pricingWords(call)}</p>
      {call.costNanoUsd !== null && <Parts call={call} cost={call.costNanoUsd} />}
      {call.costNanoUsd !== null && call.tokenSource === "estimated" && (
        <p>Estimated: the tokens were counted here, nobody reported them.</p>
      )}
      {reported !== null && <p data-finding={reported.isFinding || undefined}>{reported.words}</p>}
    </section>
  );
}

function pricingWords({ pricing }: CallRow): string {
  const since = pricing.effectiveFrom === null ? "" : `, in force since ${pricing.effectiveFrom}`;
  const row = `price row ${pricing.row ?? "unknown"}${since}`;
  const reason = reasonWords(pricing.reason ?? "no_reason_given");
  if (pricing.status === "unpriced") return `Unpriced: ${reason}.`;
  if (pricing.status === "partly")
    return `Partly priced, a lower bound, by ${row}. Without a price: ${reason}.`;
  return `By ${row}.`;
}

function Parts({ call, cost }: { readonly call: CallRow; readonly cost: Cost }): ReactElement {
  const cached = (call.cacheReadTokens ?? 0) + (call.cacheWriteTokens ?? 0);
  const uncached = call.inputTokens === null ? null : call.inputTokens - cached;
  const parts = [
    { name: "uncached input", tokens: uncached, nanoUsd: cost.input },
    { name: "cache read", tokens: call.cacheReadTokens, nanoUsd: cost.cacheRead },
    { name: "cache write", tokens: call.cacheWriteTokens, nanoUsd: cost.cacheWrite },
    { name: "output", tokens: call.outputTokens, nanoUsd: cost.output },
  ];
  return (
    <table>
      <caption className="visually-hidden">Cost in parts</caption>
      <thead>
        <tr>
          <th scope="col">Part</th>
          <th scope="col">Tokens</th>
          <th scope="col">US dollars</th>
        </tr>
      </thead>
      <tbody>
        {parts.map(({ name, tokens, nanoUsd }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{formatExact(tokens)}</td>
            <td>{formatUsdExact(nanoUsd)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={2}>
            total
          </th>
          <td>{formatUsdExact(cost.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
