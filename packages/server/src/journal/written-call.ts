import type { Call } from "@promptprof/model";

/** Fields that came after the first journals were written: what waits on a disk across an upgrade does not have them. */
type LaterField = "serviceTier" | "inputAudioTokens" | "outputAudioTokens";

/** A call as any version of promptprof wrote it to its journal. */
export type WrittenCall = Omit<Call, LaterField> & Partial<Pick<Call, LaterField>>;

/** The call with every field; those that its writer did not know are unknown. */
export function callOfWritten(written: WrittenCall): Call {
  return { serviceTier: null, inputAudioTokens: null, outputAudioTokens: null, ...written };
}
