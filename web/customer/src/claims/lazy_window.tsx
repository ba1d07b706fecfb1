// Loads the chunk of message bodies when the window of claims or reminders is opened.
import { bodies } from "../files/lazy_bodies";
import { showToast } from "../model";
import { t } from "../texts";

export const LazyWindow = ({ of: name, onClose }: { of: "Claims" | "Reminders"; onClose: () => void }) => {
  const loaded = bodies(() => {
    showToast(t("reconnecting"));
    onClose();
  });
  if (!loaded) return null;
  const Shown = loaded[name];
  return <Shown onClose={onClose} />;
};
