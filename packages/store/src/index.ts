export type { DataFolderLock } from "./data-folder-lock.ts";
export { lockDataFolder } from "./data-folder-lock.ts";
export { SCHEMA_VERSION } from "./migrations/migrate.ts";
export { linkOrCopy } from "./moving/snapshot.ts";
export type { MonthSums, Sums } from "./moving/copy-sums.ts";
export { isSame } from "./moving/copy-sums.ts";
export { copyStore, CopyTargetError } from "./moving/copy-store.ts";
export { ImportError } from "./moving/import-error.ts";
export type { RemotePlace, StoreOptions } from "./open-store.ts";
export { openStore, openStoreInTime } from "./open-store.ts";
export {
  CursorError,
  StoreError,
  StoreLockedError,
  StoreReadOnlyError,
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
export type * from "./sql/read-only-sql.ts";
export { SqlError, sqlError } from "./sql/sql-error.ts";
export type * from "./store.ts";
export type * from "./usage/store-usage.ts";
