import { StoreAnswer } from "../contract.ts";
import type { App } from "../http/app.ts";
import { iso } from "../http/question-time.ts";
import type { Services } from "../services.ts";

export function storeRoute(app: App, { store }: Services): void {
  const schema = {
    summary: "What each table takes on the disk now and in a year, and how long rows are kept",
    response: { 200: StoreAnswer },
  };
  app.get("/api/v1/store", { schema }, async () => {
    const [{ tables, retention, disk, ...sums }, damaged] = await Promise.all([
      store.usage(),
      store.damagedParts(),
    ]);
    const rows = tables.map(({ oldest, newest, ...table }) => ({
      ...table,
      oldest: oldest === null ? null : iso(oldest),
      newest: newest === null ? null : iso(newest),
    }));
    return {
      ...sums,
      tables: rows,
      disk,
      damaged: damaged.map((part) => ({ ...part })),
      retention: { ...retention, projects: { ...retention.projects } },
    };
  });
}
