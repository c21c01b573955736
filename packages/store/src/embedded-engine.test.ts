import { openEmbeddedEngine } from "./embedded-engine.ts";
import { rollupLaws } from "./rollup-laws.case.ts";
import { storeCases } from "./store.case.ts";
import { temporaryFolder } from "./temporary-folder.case.ts";

const open = () => openEmbeddedEngine(temporaryFolder());

storeCases("ClickHouse in the process", open);
rollupLaws("ClickHouse in the process", open);
