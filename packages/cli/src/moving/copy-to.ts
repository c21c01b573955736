import { copyStore, CopyTargetError, isSame, StoreError, type MonthSums } from "@promptprof/store";
import { FailureError } from "../failure-error.ts";
import { QuestionError } from "../question-error.ts";
import type { Io } from "../terminal/io.ts";

/** What a copy answers; `--json` prints it as it is. */
export interface CopyAnswer {
  /** Whether all sums are the same in both. */
  readonly same: boolean;
  readonly months: readonly (MonthSums & { readonly same: boolean })[];
}

/**
 * @throws QuestionError where the target is in use already
 * @throws FailureError where one of the two stores cannot be opened or does not answer
 */
export async function copyTo(dataDir: string, url: string, { terminal, talk }: Io): Promise<CopyAnswer> {
  const onPartition = (table: string, done: number, all: number): void => {
    if (terminal.interactive) talk(`\r${done} of ${all} parts, ${table}\u001B[K\r`);
  };
  try {
    const months = await copyStore({ dataDir, url, onPartition });
    return {
      same: months.every(isSame),
      months: months.map((month) => ({ ...month, same: isSame(month) })),
    };
  } catch (error) {
    if (error instanceof CopyTargetError) throw new QuestionError(error.message, { cause: error });
    if (error instanceof StoreError) throw new FailureError(error.message, { cause: error });
    throw error;
  }
}
