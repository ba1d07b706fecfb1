// Loads the chunk of the claims' window when it is opened.
import { lazyPart } from "../lazy_part";
import { showToast } from "../model";
import { t } from "../texts";

const screen = lazyPart(() => import("./screen"));

export const ClaimsWindow = ({ onClose }: { onClose: () => void }) => {
  const loaded = screen(() => {
    showToast(t("reconnecting"));
    onClose();
  });
  return loaded ? <loaded.Claims onClose={onClose} /> : null;
};
