import type { Call } from "@promptprof/model";

/** Fields that came after the first journals were written: what waits on a disk across an upgrade does not have them. */
const LATER = {
  serviceTier: null,
  inputAudioTokens: null,
  outputAudioTokens: null,
  headersMs: null,
  retryWaitMs: null,
  requestId: null,
  toolCalls: null,
  gaps: null,
  rateLimit: null,
  experiment: null,
  versionLabel: null,
  gitCommit: null,
} as const satisfies Partial<Call>;
type LaterField = keyof typeof LATER;

/** A call as any version of promptprof wrote it to its journal. */
export type WrittenCall = Omit<Call, LaterField> & Partial<Pick<Call, LaterField>>;

/** The call with every field; those that its writer did not know are unknown. */
export function callOfWritten(written: WrittenCall): Call {
  return { ...LATER, ...written };
}
