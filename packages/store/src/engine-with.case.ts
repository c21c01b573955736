import type { Engine } from "./engine.ts";

/** An engine that is another one but for what is given. */
export function engineWith(engine: Engine, changed: Partial<Engine>): Engine {
  return {
    mayHoldCutInsert: engine.mayHoldCutInsert,
    isShared: engine.isShared,
    folder: engine.folder,
    schema: engine.schema,
    query: (statement) => engine.query(statement),
    insert: (insert) => engine.insert(insert),
    execute: (sql) => engine.execute(sql),
    stream: (statement, format) => engine.stream(statement, format),
    streamFile: (statement, format) => engine.streamFile(statement, format),
    close: (complete) => engine.close(complete),
    ...changed,
  };
}
