import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { StoreUnwritableError } from "../store-error.ts";

/** The role of whoever asks over `/clickhouse`. */
export const READER_ROLE = "reader";

const ACCESS_FILE = "engine-access.xml";

/**
 * Who may do what inside the engine. Its one user has two roles: sessions of ours have both, and a session that answers
 * SQL of others lays the owner's down with `SET ROLE`, so that the engine itself refuses what was not granted: writes,
 * files, URLs, other servers, users. Roles can only come from a file that is there when the engine starts; the
 * file is its own users file as well.
 */
const accessXml = (path: string): string => `<clickhouse>
  <users_config>${escapeXml(path)}</users_config>
  <profiles><default></default></profiles>
  <quotas><default></default></quotas>
  <roles>
    <owner><grants><query>GRANT ALL ON *.* WITH GRANT OPTION</query></grants></owner>
    <${READER_ROLE}>
      <grants>
        <query>GRANT SELECT ON default.*</query>
        <query>GRANT SHOW ON default.*</query>
      </grants>
    </${READER_ROLE}>
  </roles>
  <users>
    <default>
      <password></password>
      <networks><ip>::/0</ip></networks>
      <profile>default</profile>
      <quota>default</quota>
      <grants><query>GRANT owner</query><query>GRANT ${READER_ROLE}</query></grants>
    </default>
  </users>
</clickhouse>
`;

/**
 * Writes the file into the data folder and answers the arguments that make the engine read it.
 *
 * @throws StoreUnwritableError
 */
export async function engineAccess(dataDir: string): Promise<readonly string[]> {
  const path = resolve(join(dataDir, ACCESS_FILE));
  try {
    await writeFile(path, accessXml(path));
  } catch (cause) {
    throw new StoreUnwritableError(
      `cannot write ${path}: ${String(cause)}; choose a folder that this user can write`,
      { cause },
    );
  }
  return [`--config-file=${path}`];
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escapeXml(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? character);
}
