// Loads the chunk of the claims' window when it is opened.
import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { showToast } from "../model";
import { t } from "../texts";

const loaded = signal<typeof import("./screen") | null>(null);

export const ClaimsWindow = ({ onClose }: { onClose: () => void }) => {
  useEffect(() => {
    import("./screen").then(
      (screen) => {
        loaded.value = screen;
      },
      () => {
        showToast(t("reconnecting"));
        onClose();
      },
    );
  }, []);
  const screen = loaded.value;
  return screen ? <screen.Claims onClose={onClose} /> : null;
};
