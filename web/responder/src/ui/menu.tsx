// Settings of this device: contrast for sunlight, sound, size of text, language.
import {
  type Appearance,
  Button,
  Dialog,
  loadAppearance,
  Switch,
  saveAppearance,
  TextSizer,
} from "@baro/design";
import { useState } from "preact/hooks";
import { startAlarm, unlockSound } from "../alarm";
import { preferences, savePreferences } from "../preferences";
import { language, setLanguage, t } from "../texts";

const TEST_MS = 1_800;

export const MenuDialog = ({ onClose, onSignOut }: { onClose: () => void; onSignOut: () => void }) => {
  const w = t().menu;
  const [look, setLook] = useState(loadAppearance);
  const change = (part: Partial<Appearance>) => {
    const next = { ...look, ...part };
    saveAppearance(next);
    setLook(next);
  };
  const { silent } = preferences.value;
  const test = () => {
    unlockSound();
    setTimeout(startAlarm(silent), TEST_MS);
  };
  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={onClose}>
      <div class="r-menu">
        <Switch
          label={w.sun}
          on={look.contrast === "more" && look.theme === "light"}
          onChange={(on) =>
            change(on ? { contrast: "more", theme: "light" } : { contrast: "normal", theme: "auto" })
          }
        />
        <Switch
          label={w.dark}
          on={look.theme === "dark"}
          onChange={(on) => change({ theme: on ? "dark" : "auto", contrast: "normal" })}
        />
        <Switch label={w.silent} on={silent} onChange={(on) => savePreferences({ silent: on })} />
        <TextSizer
          label={w.textSize}
          smaller={w.smaller}
          larger={w.larger}
          size={look.text}
          onChange={(text) => change({ text })}
        />
        <Button wide onClick={test}>
          {w.testSound}
        </Button>
        <Button
          wide
          lang={language.value === "ko" ? "en" : "ko"}
          onClick={() => setLanguage(language.value === "ko" ? "en" : "ko")}
        >
          {w.language}
        </Button>
        <Button wide onClick={onSignOut}>
          {w.signOut}
        </Button>
      </div>
    </Dialog>
  );
};
