// Copies a store, says each partition, and last what came of it. argv: data folder, URL, and after how many partitions
// to die in the middle of the next one (-1 = never).
import { copyStore, isSame } from "../dist/index.js";

const [dataDir, url, lives] = [process.argv[2], process.argv[3], Number(process.argv[4])];
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
try {
  const months = await copyStore({
    dataDir,
    url,
    onPartition: (table, done, all) => {
      say({ table, done, all });
      if (done === lives) setTimeout(() => process.kill(process.pid, "SIGKILL"), 5);
    },
  });
  say({ same: months.every(isSame), months });
} catch (error) {
  say({ error: error.message });
}
