import { openRepository, pathInRepository, type Repository } from "@promptprof/bench";
import { existsSync } from "node:fs";
import { dirname, resolve } from "node:path";

/** The file and the repository that it lies in, which need not be the one that the command runs in. */
export async function fileInGit(file: string): Promise<{ repository: Repository; path: string }> {
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  const repository = await openRepository(folder);
  return { repository, path: pathInRepository(repository, file, process.cwd()) };
}
