import { Type } from "typebox";
import { closed } from "./closed.ts";

/** A key by its hash, so that whoever reads the configuration cannot use it. */
export interface AdminKey {
  readonly name: string;
  /** SHA-256 of the key, 64 hex digits. */
  readonly sha256: string;
}

export const AdminKeySchema = closed(
  {
    name: Type.String({ minLength: 1, maxLength: 100, description: "whose key it is" }),
    sha256: Type.String({
      format: "sha256",
      description: "SHA-256 of the key as 64 hex digits: printf %s KEY | sha256sum",
    }),
  },
  "a key of an administrator",
);
