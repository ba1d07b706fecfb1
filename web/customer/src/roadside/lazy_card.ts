// The live card in a chunk of its own, with its styles.
import { lazyPart } from "../lazy_part";

export const jobCard = lazyPart(async () => {
  const loaded = await import("./job_card");
  await loaded.ready;
  return loaded;
});
