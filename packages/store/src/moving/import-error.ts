import { StoreError } from "../store-error.ts";

/** A file that cannot be imported: one line with the place, the value, and what would be right. */
export class ImportError extends StoreError {
  override readonly name = "ImportError";
}
