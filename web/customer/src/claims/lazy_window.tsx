// Loads the chunk of message bodies and claims when the claims' window is opened.
import { lazyPart } from "../lazy_part";
import { showToast } from "../model";
import { t } from "../texts";

const bodies = lazyPart(() => import("../files/bodies"));

export const ClaimsWindow = ({ onClose }: { onClose: () => void }) => {
  const loaded = bodies(() => {
    showToast(t("reconnecting"));
    onClose();
  });
  return loaded ? <loaded.Claims onClose={onClose} /> : null;
};
