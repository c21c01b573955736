import { isRecord } from "../is-record.ts";

export type Method = (this: unknown, ...args: readonly unknown[]) => unknown;

/**
 * Puts a method on this one object in place of the one it has or inherits: as invisible as that one was, and with the
 * same name and length. Does nothing where there is no such method.
 *
 * @returns whether there was one
 */
export function replaceMethod(
  client: object,
  path: readonly [string, ...string[]],
  wrap: (method: Method) => Method,
): boolean {
  const owner = ownerOf(client, path);
  const name = path.at(-1) ?? "";
  const method = isRecord(owner) ? owner[name] : undefined;
  if (!isMethod(method)) return false;
  const value = wrap(method);
  Object.defineProperty(value, "name", { value: method.name, configurable: true });
  Object.defineProperty(value, "length", { value: method.length, configurable: true });
  Object.defineProperty(owner, name, { value, configurable: true, writable: true, enumerable: false });
  return true;
}

/** Whether the client has a method at this place. */
export function hasMethod(client: object, path: readonly [string, ...string[]]): boolean {
  const owner = ownerOf(client, path);
  return isRecord(owner) && isMethod(owner[path.at(-1) ?? ""]);
}

function ownerOf(client: object, path: readonly string[]): unknown {
  return path
    .slice(0, -1)
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), client);
}

function isMethod(value: unknown): value is Method {
  return typeof value === "function";
}
