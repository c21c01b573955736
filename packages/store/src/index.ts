export type { DataFolderLock } from "./data-folder-lock.ts";
export { lockDataFolder } from "./data-folder-lock.ts";
export type { RemotePlace, StoreOptions } from "./open-store.ts";
export { openStore, openStoreInTime } from "./open-store.ts";
export {
  CursorError,
  StoreError,
  StoreLockedError,
  StoreTooNewError,
  StoreUnavailableError,
  StoreUnwritableError,
} from "./store-error.ts";
export {
  DEFAULT_RETENTION,
  KEPT,
  RETENTION_DAYS_MAX,
  type Kept,
  type Retention,
} from "./retention/retention.ts";
export type * from "./store.ts";
