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
export type * from "./store.ts";
