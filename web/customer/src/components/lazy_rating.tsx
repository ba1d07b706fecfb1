// The rating of a conversation that ended, loaded when one has.
import type { ConversationView } from "@baro/wire";
import { lazyPart } from "../lazy_part";
import { loadTexts } from "../texts/on_demand";

const rating = lazyPart(async () => {
  const [loaded] = await Promise.all([import("./rating"), loadTexts("bodies")]);
  return loaded;
});

export const LazyRating = ({ view }: { view: ConversationView }) => {
  const loaded = rating();
  return loaded ? <loaded.Rating key={view.id} view={view} /> : null;
};
