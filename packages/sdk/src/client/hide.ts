/** Puts a method on this one object, as invisible as the one on its prototype was. */
export function hide(object: object, name: PropertyKey, value: unknown): void {
  Object.defineProperty(object, name, { value, configurable: true, writable: true, enumerable: false });
}
