// The waiting card in a chunk of its own, with its texts in the shown language.
import { lazyPart } from "../lazy_part";
import { loadTexts } from "../texts/on_demand";

export const waitingCard = lazyPart(async () => {
  const [loaded] = await Promise.all([import("./waiting_card"), loadTexts("waiting")]);
  await loaded.ready;
  return loaded;
});
