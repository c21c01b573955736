import { numberCell } from "../cell-codec.ts";
import type { Engine } from "../engine.ts";
import { StoreError, StoreTooNewError } from "../store-error.ts";
import { MIGRATIONS } from "./migrate.ts";

/**
 * A store that may only be read must have the schema of this version already.
 *
 * @throws StoreTooNewError or StoreError that says which side is older
 */
export async function requireSchema(engine: Engine): Promise<void> {
  const found = await schemaOf(engine);
  const known = MIGRATIONS.at(-1)?.version ?? 0;
  const difference = `the store has schema ${found}, this version of promptprof knows ${known}, and the store may only be read`;
  if (found > known) throw new StoreTooNewError(`${difference}; install the newer promptprof here`);
  if (found < known) throw new StoreError(`${difference}; install this version on the server that writes it`);
}

async function schemaOf(engine: Engine): Promise<number> {
  const rows = await engine.query({ sql: "SELECT max(version) FROM migrations", parameters: {} });
  return numberCell(rows[0]?.[0] ?? 0);
}
