import type { ErrorClass } from "@promptprof/model";
import type { IncomingHttpHeaders } from "node:http";

/** How a pass ended. */
export type PassEnd =
  | { readonly kind: "complete" }
  /** The client went away. */
  | { readonly kind: "cancelled" }
  /** The upstream could not be asked, or its answer broke off. */
  | { readonly kind: "failed"; readonly errorClass: ErrorClass; readonly code: string };

/** Sees one request and its answer pass. What it does may fail without anyone noticing, and must be quick. */
export interface PassWatcher {
  requestBytes(bytes: Buffer): void;
  requestEnd(): void;
  head(status: number, headers: IncomingHttpHeaders): void;
  replyBytes(bytes: Buffer): void;
}
