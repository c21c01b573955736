import { Type, type TObject, type TProperties } from "typebox";

/** A mapping that knows its keys: any other is a mistake. */
export function closed<T extends TProperties>(properties: T, description: string): TObject<T> {
  return Type.Object(properties, { additionalProperties: false, description });
}
