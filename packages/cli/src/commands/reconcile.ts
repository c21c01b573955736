import { Option, type Command } from "commander";
import { openConnection, type ConnectionOptions } from "../connection/open-connection.ts";
import { QuestionError } from "../question-error.ts";
import type { Dimension } from "../reconcile/compare/compared-row.ts";
import type { Statement } from "../reconcile/compare/merge-invoices.ts";
import { dayOf } from "../reconcile/day.ts";
import { CSV_BY_MAP, INVOICE_FORMATS } from "../reconcile/invoice/invoice-formats.ts";
import { KEY_FIELDS, type KeyField } from "../reconcile/ours/ask-keys.ts";
import { askReconciliation } from "../reconcile/ask-reconciliation.ts";
import { printReconciliation } from "../reconcile/print/print-reconciliation.ts";
import { readStatement } from "../reconcile/read-statement.ts";
import {
  comparedDays,
  readDimensions,
  readNamePair,
  readTolerance,
  readWholeDay,
} from "../reconcile/reconcile-options.ts";
import type { Io } from "../terminal/io.ts";
import { Verdict } from "../verdict.ts";
import { oneOf } from "./option-values.ts";
import { withConnectionOptions } from "./shared-options.ts";

interface ReconcileOptions extends ConnectionOptions {
  readonly invoice: readonly string[];
  readonly format?: string;
  readonly map?: string;
  readonly by: readonly Dimension[];
  readonly key?: KeyField;
  readonly keyName?: ReadonlyMap<string, string>;
  readonly modelName?: ReadonlyMap<string, string>;
  readonly from?: string;
  readonly to?: string;
  readonly tolerance: number;
  readonly project?: string;
  readonly environment?: string;
  readonly service?: string;
  readonly team?: string;
  readonly json?: boolean;
}

const NO_NAMES: ReadonlyMap<string, string> = new Map();
const FORMAT_NAMES = [...INVOICE_FORMATS.map(({ name }) => name), CSV_BY_MAP];

const HELP = `
Formats, recognised by what is in the file:
${INVOICE_FORMATS.map(({ name, help }) => `  ${name}\n${help.map((line) => `      ${line}\n`).join("")}`).join("")}  ${CSV_BY_MAP}
      any other table, read by --map

JSON may be one page, several pages after one another, or a list of pages. Usage
and costs come in two files: give --invoice twice. Days are UTC days. OpenAI's
input includes the cached tokens and Anthropic's does not; they are compared
with the cached tokens included. Anthropic's cost reports leave out the priority
tier.

The map says which column holds what; a bare name is a column, { value: ... } is
the same for every line. Only day and one amount are needed:

  day: { column: date, unit: iso }       iso (default), s or ms
  model: model
  key: project
  requests: calls
  inputTokens: { column: tokens_in, cache: included }
                                         included or excluded: are cached tokens
                                         in it?
  cacheReadTokens: tokens_cached         also cacheWriteTokens, outputTokens
  cost: { column: usd, unit: usd }       usd (default) or cents
  provider: openai                       or anthropic
  delimiter: ";"                         default: seen in the header

Two numbers agree where the gaps of the table's rows, without their signs, add
up to no more than the tolerance of the invoice's total, for tokens and for
costs each. Requests are shown and not judged: a retried call is one call and
several requests.

Exit codes: 0 they agree, 10 they differ, 2 a file cannot be read or the
question is wrong, 1 our failure.

Examples:
  promptprof reconcile --invoice usage.json
  promptprof reconcile --invoice usage.csv --invoice costs.csv --by day,model
  promptprof reconcile --invoice usage.json --by key --key team \\
    --key-name key_abc=search
  promptprof reconcile --invoice bill.csv --map bill.yaml --tolerance 0.5%
`;

/** `promptprof reconcile`: our numbers against the provider's. */
export function addReconcile(program: Command, io: Io): void {
  const command = program
    .command("reconcile")
    .description("hold a provider's usage or cost export against what was profiled, and explain the gap")
    .requiredOption("--invoice <file>", "the export; several are put together", collect)
    .option(
      "--format <name>",
      "what the files are, one of the formats below",
      oneOf("--format", FORMAT_NAMES),
    )
    .option("--map <file>", "YAML file that says which column holds what (--format csv)")
    .addOption(
      new Option("--by <names>", "rows of the table: day, model, key or several")
        .argParser(readDimensions)
        .default(["model"], "model"),
    )
    .option(
      "--key <field>",
      `what the invoice's keys are here: ${KEY_FIELDS.join(", ")}`,
      oneOf("--key", KEY_FIELDS),
    )
    .option("--key-name <theirs=ours>", "a key's name here; repeatable", readNamePair("--key-name"))
    .option("--model-name <theirs=ours>", "a model's name here; repeatable", readNamePair("--model-name"))
    .option("--from <day>", "first UTC day (default: the invoice's)", readWholeDay("--from"))
    .option("--to <day>", "the day after the last one (default: the invoice's)", readWholeDay("--to"))
    .addOption(
      new Option("--tolerance <share>", "how far apart is still equal")
        .argParser(readTolerance)
        .default(0.01, "1%"),
    )
    .option("--project <name>", "only this project of ours")
    .option("--environment <name>", "only this environment of ours")
    .option("--service <name>", "only this service of ours")
    .option("--team <name>", "only this team of ours");
  withConnectionOptions(command)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", HELP)
    .action((options: ReconcileOptions) => runReconcile(options, io));
}

async function runReconcile(options: ReconcileOptions, io: Io): Promise<void> {
  checkOptions(options);
  const statement = await readStatement(options.invoice, options.format ?? null, options.map ?? null);
  checkNames(statement, options);
  const { project, environment, service, team, tolerance, modelName, keyName } = options;
  const question = {
    // Where no model is told, days are what is left to tell apart.
    by: options.by.includes("model") && !statement.hasModels ? (["day"] as const) : options.by,
    tolerance,
    days: comparedDays(statement, options.from, options.to),
    modelNames: modelName ?? NO_NAMES,
    keyNames: keyName ?? NO_NAMES,
    today: dayOf(io.now()),
  };
  // Read before a store is opened: a bad file is told at once.
  const connection = await openConnection(options, "read", io);
  try {
    const selection = { project, environment, service, team };
    const answer = await askReconciliation(connection, statement, question, selection, options.key ?? null);
    io.write(
      options.json
        ? `${JSON.stringify(answer, null, 2)}\n`
        : printReconciliation(answer, connection.place, io.terminal),
    );
    if (!answer.agreement.agrees) throw new Verdict(10);
  } finally {
    await connection.close();
  }
}

function checkOptions({ by, key, keyName, format, map }: ReconcileOptions): void {
  if (map !== undefined && format !== undefined && format !== CSV_BY_MAP)
    throw new QuestionError(`--map is for --format ${CSV_BY_MAP}; ${format} needs none`);
  if (by.includes("key") && key === undefined)
    throw new QuestionError(
      `--by key needs --key: which field here is the invoice's key, ${KEY_FIELDS.join(", ")}`,
    );
  if (!by.includes("key") && (key !== undefined || keyName !== undefined))
    throw new QuestionError(
      "--key and --key-name are for keys, which --by does not compare; add key to --by",
    );
}

function checkNames(
  { rows, hasModels, hasKeys }: Statement,
  { by, modelName, keyName }: ReconcileOptions,
): void {
  if (by.includes("key") && !hasKeys)
    throw new QuestionError(
      "the invoice has no keys; export it with group_by=api_key_id, or leave key out of --by",
    );
  if (by.includes("model") && !hasModels && by.length > 1)
    throw new QuestionError(
      "the invoice has no models; export it with group_by=model, or leave model out of --by",
    );
  refuseUnknown("--model-name", modelName ?? NO_NAMES, new Set(rows.map(({ model }) => model)));
  refuseUnknown("--key-name", keyName ?? NO_NAMES, new Set(rows.map(({ key }) => key)));
}

function refuseUnknown(
  option: string,
  given: ReadonlyMap<string, string>,
  known: ReadonlySet<string | null>,
): void {
  const unknown = [...given.keys()].filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  const names = [...known].filter((name) => name !== null).join(", ");
  throw new QuestionError(
    `${option}: the invoice does not have ${unknown.join(", ")}; it has ${names === "" ? "none" : names}`,
  );
}

function collect(file: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), file];
}
