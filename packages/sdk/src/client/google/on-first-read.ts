import { isRecord } from "../../is-record.ts";
import { neverThrow } from "../../never-throw.ts";

/** Does `prepare` with the value of an inherited getter when it is first read; not before, because reading may do things. */
export function onFirstRead(owner: object, name: string, prepare: (value: object) => void): void {
  const getter = getterOf(owner, name);
  if (getter === undefined) return;
  const get = function (this: unknown): unknown {
    const value: unknown = Reflect.apply(getter, this, []);
    if (this === owner && isRecord(value)) {
      Reflect.deleteProperty(owner, name);
      neverThrow(() => prepare(value), undefined);
    }
    return value;
  };
  Object.defineProperty(owner, name, { get, configurable: true, enumerable: false });
}

function getterOf(object: object, name: string): (() => unknown) | undefined {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (!isRecord(prototype)) return undefined;
  // oxlint-disable-next-line typescript/unbound-method -- applied to the owner above
  return Object.getOwnPropertyDescriptor(prototype, name)?.get ?? getterOf(prototype, name);
}
