import { isRecord } from "../../is-record.ts";
import { replaceMethod } from "../replace-method.ts";

/** `withOptions` makes a new client: a profiled client's copy is profiled too. */
export function profileCopies(client: object, profileCopy: (copy: object) => void): void {
  replaceMethod(
    client,
    ["withOptions"],
    (withOptions) =>
      function (this: unknown, ...args) {
        const copy = Reflect.apply(withOptions, this, args);
        if (isRecord(copy)) profileCopy(copy);
        return copy;
      },
  );
}
