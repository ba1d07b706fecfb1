// The photos that an accident needs: a button a shot, which opens the camera and names the photo.
import { Dialog, Icon } from "@baro/design";
import { Check } from "lucide";
import { currentId } from "../model";
import { t } from "../texts";
import { uploads } from "./file_state";
import { nextFiles, pendingFiles } from "./file_uploads";
import type { PendingFile } from "./pending_file";

type Target = PendingFile["document"];

/** The guide at a document of a claim; nothing for documents without photos. */
export const DocumentShots = ({ document }: { document: NonNullable<Target> }) =>
  document.item === "damage_photos" ? <ShotGuide document={document} /> : null;

/** The guide before there is a claim, or for whichever claim the photos are handed in to. */
export const ShotDialog = ({ onClose }: { onClose: () => void }) => (
  <Dialog title={t("shots_title")} closeLabel={t("close_window")} onClose={onClose}>
    <p>{t("shots_lead")}</p>
    <ShotGuide document={null} />
  </Dialog>
);

const ShotGuide = ({ document: target }: { document: Target }) => {
  const shots = t("shots_damage_photos").split("|");
  const names = namesOf(target);
  const take = (shot: string) => {
    nextFiles.value = { document: target, shot };
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

/** The names of the photos that were taken for a document; without one, those of this conversation. */
const namesOf = (target: Target): string[] =>
  target
    ? [
        ...[...uploads.value.values()].filter(
          ({ claim, item }) => claim === target.claim && item === target.item,
        ),
        ...pendingFiles.value.filter(
          ({ document }) => document?.claim === target.claim && document.item === target.item,
        ),
      ].map(({ name }) => name)
    : [...uploads.value.values(), ...pendingFiles.value]
        .filter(({ conversation }) => conversation === currentId.value)
        .map(({ name }) => name);
