import type { CallRow } from "@promptprof/server/contract";
import type { ReactElement, ReactNode } from "react";
import { formatExact } from "../format/count.ts";
import { formatDuration } from "../format/duration.ts";
import { NO_DATA } from "../format/no-data.ts";
import { formatInstant } from "../format/time.ts";
import { reasonWords } from "../shell/ledger-words.ts";
import { answerFields, originFields, timingFields } from "./collected-fields.ts";
import { CostTable } from "./cost-table.tsx";
import { noteSentence } from "./note-sentence.ts";
import { SegmentsBar } from "./segments-bar.tsx";
import style from "./call-detail.module.css";

/** Every field of a call, in groups; what is unknown stays a dash. */
export function CallDetail({ call }: { readonly call: CallRow }): ReactElement {
  return (
    <div className={style.detail}>
      {call.notes.includes("possible_duplicate") && (
        <p className={style.doubt}>Possible duplicate. {noteSentence("possible_duplicate")}</p>
      )}
      <Fields
        title="What"
        fields={[
          ["Prompt", call.prompt],
          ["Version", call.version],
          ...originFields(call),
          ["Prompt found by", call.promptSource],
          ["Provider", call.provider],
          ["Operation", call.operation],
          ["Model asked", call.requestModel],
          ["Model answered", call.responseModel],
        ]}
      />
      <Fields
        title="When"
        fields={[
          ["Start", formatInstant(Date.parse(call.startTime))],
          ["Latency", formatDuration(call.durationMs)],
          ["Time to first token", formatDuration(call.ttftMs)],
          ["Time per output token", formatDuration(call.tpotMs)],
          ["Streamed", yesOrNo(call.stream)],
          ["Attempts", formatExact(call.attempts)],
          ...timingFields(call),
        ]}
      />
      <Fields
        title="Outcome"
        fields={[
          ["Error", call.errorClass === null ? "none" : reasonWords(call.errorClass)],
          ["Error as reported", call.errorType],
          ["HTTP status", call.httpStatus === null ? null : String(call.httpStatus)],
          ["Finish reason", call.finishReason],
          ...answerFields(call),
        ]}
      />
      <Fields
        title="Tokens"
        fields={[
          ["Input", tokensOf(call, call.inputTokens)],
          ["of it read from a cache", formatExact(call.cacheReadTokens)],
          ["of it written to a cache", formatExact(call.cacheWriteTokens)],
          ["of that for one hour", formatExact(call.cacheWrite1hTokens)],
          ["of the input sound", formatExact(call.inputAudioTokens)],
          ["Output", tokensOf(call, call.outputTokens)],
          ["of it reasoning", formatExact(call.reasoningTokens)],
          ["of the output sound", formatExact(call.outputAudioTokens)],
          ["Counted by", TOKEN_SOURCES[call.tokenSource]],
        ]}
      />
      <CostTable call={call} />
      <SegmentsBar segments={call.segments} />
      <Notes notes={call.notes} />
      <Scores scores={call.scores} />
      <Fields
        title="Where"
        fields={[
          ["Project", call.project],
          ["Environment", call.environment],
          ["Service", call.service],
          ["Team", call.team],
          ["User (keyed hash)", call.user],
          ["Session", call.session],
          ["Tags", call.tags.join(", ") || null],
          ["Dialect", call.dialect],
          ["Response id", call.responseId],
          ["Service tier", call.serviceTier],
          ["Trace id", call.traceId],
          ["Span id", call.spanId],
        ]}
      />
    </div>
  );
}

const TOKEN_SOURCES: Readonly<Record<CallRow["tokenSource"], string>> = {
  reported: "the provider",
  estimated: "promptprof, an estimate",
  absent: "nobody",
};

/** A count of ours says so at the number itself. */
function tokensOf({ tokenSource }: CallRow, tokens: number | null): string {
  const isOurs = tokenSource === "estimated" && tokens !== null;
  return isOurs ? `≈ ${formatExact(tokens)}, estimated` : formatExact(tokens);
}

function yesOrNo(value: boolean | null): string | null {
  return value === null ? null : value ? "yes" : "no";
}

interface FieldsProps {
  readonly title: string;
  readonly fields: readonly (readonly [name: string, value: ReactNode])[];
}

function Fields({ title, fields }: FieldsProps): ReactElement {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl>
        {fields.map(([name, value]) => (
          <div key={name} data-none={value === null || value === NO_DATA || undefined}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value ?? NO_DATA}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }): ReactElement | null {
  if (notes.length === 0) return null;
  return (
    <section aria-label="Notes">
      <h3>Notes</h3>
      <ul className={style.notes}>
        {notes.map((note) => (
          <li key={note}>
            {noteSentence(note)} <code>{note}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Scores({ scores }: Pick<CallRow, "scores">): ReactElement | null {
  if (scores.length === 0) return null;
  return (
    <Fields
      title="Scores"
      fields={scores.map(({ name, value, source }) => [name, `${value} by ${source}`])}
    />
  );
}
