// The photos that a document needs: a button a shot, which opens the camera and names the photo.
import { Icon } from "@baro/design";
import { Check } from "lucide";
import { t } from "../texts";
import { uploads } from "./file_state";
import { pendingFiles, targetDocument } from "./file_uploads";

/** The shots of a document, in the order of the guide; none for documents without photos. */
const shotsOf = (item: string): string[] =>
  item === "damage_photos" ? t("shots_damage_photos").split("|") : [];

export const ShotGuide = ({ claim, item }: { claim: string; item: string }) => {
  const shots = shotsOf(item);
  if (shots.length === 0) return null;
  const names = [
    ...[...uploads.value.values()].filter((file) => file.claim === claim && file.item === item),
    ...pendingFiles.value.filter(({ document }) => document?.claim === claim && document.item === item),
  ].map(({ name }) => name);
  const take = (shot: string) => {
    targetDocument.value = { claim, item, shot };
    document.querySelector<HTMLInputElement>("#take-photo")?.click();
  };
  return (
    <ol class="c-shots" aria-label={t("shots", { count: shots.length })}>
      {shots.map((shot) => {
        const taken = names.some((name) => name.startsWith(`${shot}.`));
        return (
          <li key={shot}>
            <button type="button" class="c-photo" data-taken={taken || undefined} onClick={() => take(shot)}>
              {taken ? <Icon of={Check} size={20} /> : null}
              <span>{shot}</span>
              <span class="sr-only">{t(taken ? "shot_taken" : "shot_take")}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
};
