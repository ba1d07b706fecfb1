// Forms, files, documents and claims in one chunk, with their texts in the shown language.
import { lazyPart } from "../lazy_part";
import { loadTexts } from "../texts/on_demand";

export const bodies = lazyPart(async () => {
  const [loaded] = await Promise.all([import("./bodies"), loadTexts("bodies")]);
  await loaded.ready;
  return loaded;
});
