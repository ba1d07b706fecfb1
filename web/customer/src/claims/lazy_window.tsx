// Loads the chunk of message bodies and claims when the claims' window is opened.
import { bodies } from "../files/lazy_bodies";
import { showToast } from "../model";
import { t } from "../texts";

export const ClaimsWindow = ({ onClose }: { onClose: () => void }) => {
  const loaded = bodies(() => {
    showToast(t("reconnecting"));
    onClose();
  });
  return loaded ? <loaded.Claims onClose={onClose} /> : null;
};
