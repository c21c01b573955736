import type { LedgerAnswer } from "@promptprof/server/contract";
import { withReasons } from "../format/ledger.ts";
import { formatCount } from "@promptprof/model/format";
import { ok, warning, type Finding } from "./finding.ts";

/** Did everything that arrived find its place, and did clients have to drop any? */
export function checkLedger(ledger: LedgerAnswer): Finding[] {
  const { received, stored, duplicate, waiting } = ledger;
  const balance = `${formatCount(received)} received, ${formatCount(stored)} stored, ${formatCount(duplicate)} duplicate, ${formatCount(waiting)} waiting`;
  return [ok("ledger", balance), ...rejectedFinding(ledger), ...dropsFinding(ledger)];
}

function rejectedFinding({ rejected }: LedgerAnswer): Finding[] {
  const reasons = Object.keys(rejected).filter((reason) => (rejected[reason] ?? 0) > 0);
  if (reasons.length === 0) return [];
  return [
    warning("rejected", `spans that could not be read: ${withReasons(rejected)}`, [
      "the sender is told each reason in the answer to its request; look there for the spans",
    ]),
  ];
}

function dropsFinding({ clientDrops }: LedgerAnswer): Finding[] {
  if (clientDrops === 0) return [];
  return [
    warning("drops", `clients dropped ${formatCount(clientDrops)} calls before they could send them`, [
      "they sent faster than the network took it, or could not reach the server",
    ]),
  ];
}
