// Loads the chunk of message bodies when a window of the menu is opened.
import { bodies } from "../files/lazy_bodies";
import { showToast } from "../model";
import { t } from "../texts";

export type WindowName = "Claims" | "Reminders" | "EndDialog";

export const LazyWindow = ({ of: name, onClose }: { of: WindowName; onClose: () => void }) => {
  const loaded = bodies(() => {
    showToast(t("reconnecting"));
    onClose();
  });
  if (!loaded) return null;
  const Shown = loaded[name];
  return <Shown onClose={onClose} />;
};
