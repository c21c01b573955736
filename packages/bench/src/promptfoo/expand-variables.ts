import type { JsonValue } from "../providers/provider.ts";
import type { Variables } from "./template.ts";

/** Every combination of the values of variables that are lists, the first variable changing slowest. */
export function expandVariables(variables: Variables): readonly Variables[] {
  let all: readonly Variables[] = [{}];
  for (const [name, value] of Object.entries(variables)) {
    const values: readonly JsonValue[] = isList(value) ? value : [value];
    all = all.flatMap((others) => values.map((one) => ({ ...others, [name]: one })));
  }
  return all;
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
