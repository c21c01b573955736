export type { StoreOptions } from "./open-store.ts";
export { openStore } from "./open-store.ts";
export {
  StoreError,
  StoreLockedError,
  StoreTooNewError,
  StoreUnavailableError,
  StoreUnwritableError,
} from "./store-error.ts";
export type * from "./store.ts";
