import { Type, type TSchema } from "typebox";

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
export const oneOf = <const Words extends readonly string[]>(words: Words, description?: string) =>
  Type.Enum<[...Words]>([...words], description === undefined ? {} : { description });
export const count = (description: string) => Type.Integer({ minimum: 0, description });
export const time = (description: string) => Type.String({ format: "date-time", description });
export const nanoUsd = (description: string) => Type.Integer({ description });
