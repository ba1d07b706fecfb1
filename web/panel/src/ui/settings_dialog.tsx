// Settings of announcements and appearance.
import {
  type Appearance,
  Banner,
  Button,
  Dialog,
  Icon,
  loadAppearance,
  Switch,
  saveAppearance,
  TextSizer,
} from "@baro/design";
import { Bell } from "lucide";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { notificationPermission, playSound, requestPermission } from "../desk/alerts";
import { ANNOUNCEMENT_KINDS, type AnnouncementKind, type AnnouncementSetting } from "../desk/settings";
import { type Language, language, setLanguage, t } from "../i18n";
import { usePanel } from "./panel_context";

export const SettingsDialog = () => {
  const { page } = usePanel();
  const w = t().settings;
  const settings = page.settings.value;
  const [look, setLook] = useState<Appearance>(loadAppearance);
  const [allowed, setAllowed] = useState(notificationPermission);
  const turn = (kind: AnnouncementKind, change: Partial<AnnouncementSetting>) => {
    page.settings.value = { ...settings, [kind]: { ...settings[kind], ...change } };
    if (change.notice && allowed === "default") void requestPermission().then(setAllowed);
  };
  const changeLook = (change: Partial<Appearance>) => {
    const next = { ...look, ...change };
    saveAppearance(next);
    setLook(next);
  };
  return (
    <Dialog title={w.title} closeLabel={t().close} onClose={page.closeDialog} class="p-dialog">
      <section class="p-settings">
        <h3>{w.notifications}</h3>
        {allowed === "granted" ? null : (
          <Banner
            icon={<Icon of={Bell} size={18} />}
            tone={allowed === "default" ? "plain" : "warn"}
            action={
              allowed === "default" ? (
                <Button size="small" onClick={() => void requestPermission().then(setAllowed)}>
                  {w.allow}
                </Button>
              ) : undefined
            }
          >
            {w.permission[allowed]}
          </Banner>
        )}
        <table class="p-kinds">
          <thead>
            <tr>
              <td />
              <th scope="col">{w.sound}</th>
              <th scope="col">{w.notice}</th>
            </tr>
          </thead>
          <tbody>
            {ANNOUNCEMENT_KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">{w.kinds[kind]}</th>
                <td>
                  <input
                    type="checkbox"
                    aria-label={w.soundOf(w.kinds[kind])}
                    checked={settings[kind].sound}
                    onChange={(event) => turn(kind, { sound: event.currentTarget.checked })}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={w.noticeOf(w.kinds[kind])}
                    checked={settings[kind].notice}
                    disabled={allowed === "missing"}
                    onChange={(event) => turn(kind, { notice: event.currentTarget.checked })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <label class="p-volume">
          <span>{w.volume}</span>
          <input
            type="range"
            min="0"
            max="1"
            step="0.1"
            value={settings.volume}
            onInput={(event) => {
              page.settings.value = { ...settings, volume: event.currentTarget.valueAsNumber };
            }}
          />
          <Button size="small" onClick={() => playSound("assigned", settings.volume)}>
            {w.try}
          </Button>
        </label>
      </section>
      <section class="p-settings">
        <h3>{w.look}</h3>
        <Choice
          name="theme"
          label={w.theme}
          options={w.themes}
          chosen={look.theme}
          onChoose={(theme) => changeLook({ theme })}
        />
        <TextSizer
          label={w.text}
          smaller={w.textSmaller}
          larger={w.textLarger}
          size={look.text}
          onChange={(text) => changeLook({ text })}
        />
        <Choice
          name="contrast"
          label={w.contrast}
          options={w.contrasts}
          chosen={look.contrast}
          onChoose={(contrast) => changeLook({ contrast })}
        />
        <Choice<Language>
          name="language"
          label={w.language}
          options={{ ko: "한국어", en: "English" }}
          chosen={language.value}
          onChoose={setLanguage}
        />
      </section>
      <section class="p-settings">
        <h3>{w.writing}</h3>
        <Switch
          label={w.enterSends}
          on={settings.enterSends}
          onChange={(enterSends) => {
            page.settings.value = { ...settings, enterSends };
          }}
        />
        <Switch
          label={w.holdsMessages}
          on={settings.holdsMessages}
          onChange={(holdsMessages) => {
            page.settings.value = { ...settings, holdsMessages };
          }}
        />
      </section>
    </Dialog>
  );
};

const Choice = <T extends string>(props: {
  name: string;
  label: ComponentChildren;
  options: Readonly<Record<T, string>>;
  chosen: T;
  onChoose: (value: T) => void;
}) => (
  <fieldset class="p-choice">
    <legend>{props.label}</legend>
    <div class="p-segments">
      {(Object.entries(props.options) as [T, string][]).map(([value, label]) => (
        <label key={value}>
          <input
            type="radio"
            name={props.name}
            value={value}
            checked={value === props.chosen}
            onChange={() => props.onChoose(value)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  </fieldset>
);
