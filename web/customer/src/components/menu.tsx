// The menu: appearance, conversations, claims, export, language, sign-out.
import { Button, Dialog, Icon, Switch, TextSizer } from "@baro/design";
import { phoneLink } from "@baro/design/format";
import {
  CarFront,
  Clock,
  Languages,
  LogOut,
  MessagesSquare,
  Phone,
  Search,
  Share2,
  SquarePen,
  XCircle,
} from "lucide";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { appearance, isDark, setContrast, setDark, setTextSize } from "../appearance";
import { config, connection, current, isOver, openConversation, screen, state } from "../model";
import { canNotify, notificationsOn, setNotifications } from "../notifications";
import { choosePreview, isPreviewChosen } from "../preview_choice";
import { openSearch } from "../search_state";
import { signOut } from "../start_session";
import { chooseLanguage, language, t } from "../texts";
import { ExportDialog } from "./export_dialog";
import { LazyWindow, type WindowName } from "./lazy_window";

type SubDialog = "none" | "sign_out" | "share" | WindowName;

export const Menu = ({ onClose }: { onClose: () => void }) => {
  const [subDialog, setSubDialog] = useState<SubDialog>("none");
  if (subDialog === "share") return <ExportDialog onClose={onClose} />;
  if (subDialog === "sign_out")
    return (
      <ConfirmDialog
        title={t("sign_out_title")}
        lead={unsentCount() > 0 ? t("sign_out_lead", { count: unsentCount() }) : ""}
        yes={t("sign_out")}
        onYes={() => void signOut()}
        onClose={onClose}
      />
    );
  if (subDialog !== "none") return <LazyWindow of={subDialog} onClose={onClose} />;

  const thread = current.value;
  const online = connection.value.phase === "online";
  const { telephone } = config.value?.brand ?? {};
  const closeAnd = (what: () => unknown) => () => {
    onClose();
    void what();
  };
  return (
    <Dialog title={t("menu")} closeLabel={t("close_window")} onClose={onClose}>
      <div class="c-menu">
        <TextSizer
          label={t("text_size")}
          smaller={t("text_smaller")}
          larger={t("text_larger")}
          size={appearance.value.text}
          onChange={setTextSize}
        />
        <Switch label={t("high_contrast")} on={appearance.value.contrast === "more"} onChange={setContrast} />
        <Switch label={t("dark")} on={isDark()} onChange={setDark} />
        {state.value.typingPreview ? (
          <Switch label={t("preview")} on={isPreviewChosen()} onChange={choosePreview} />
        ) : null}
        {canNotify ? (
          <Switch
            label={t("notify")}
            on={notificationsOn.value}
            onChange={(on) => void setNotifications(on)}
          />
        ) : null}
      </div>
      <ul class="c-menu">
        <Item
          icon={<Icon of={MessagesSquare} />}
          onClick={closeAnd(() => {
            screen.value = "list";
          })}
        >
          {t("conversations")}
        </Item>
        <Item icon={<Icon of={CarFront} />} disabled={!online} onClick={() => setSubDialog("Claims")}>
          {t("claims")}
        </Item>
        <Item icon={<Icon of={Clock} />} disabled={!online} onClick={() => setSubDialog("Reminders")}>
          {t("reminders")}
        </Item>
        <Item icon={<Icon of={SquarePen} />} disabled={!online} onClick={closeAnd(openConversation)}>
          {t("new_conversation")}
        </Item>
        <Item icon={<Icon of={Search} />} disabled={!thread} onClick={closeAnd(openSearch)}>
          {t("search")}
        </Item>
        <Item icon={<Icon of={Share2} />} disabled={!thread} onClick={() => setSubDialog("share")}>
          {t("export_conversation")}
        </Item>
        <Item
          icon={<Icon of={Languages} />}
          onClick={closeAnd(() => chooseLanguage(language.value === "ko" ? "en" : "ko"))}
        >
          {t("other_language")}
        </Item>
        {telephone ? (
          <li>
            <a class="c-item" href={phoneLink(telephone)}>
              <Icon of={Phone} />
              {t("call_center", { telephone })}
            </a>
          </li>
        ) : null}
      </ul>
      <ul class="c-menu">
        {thread && !isOver(thread) ? (
          <Item icon={<Icon of={XCircle} />} disabled={!online} onClick={() => setSubDialog("EndDialog")}>
            {t("end")}
          </Item>
        ) : null}
        <Item icon={<Icon of={LogOut} />} onClick={() => setSubDialog("sign_out")}>
          {t("sign_out")}
        </Item>
      </ul>
    </Dialog>
  );
};

const Item = (props: {
  icon: ComponentChildren;
  disabled?: boolean;
  onClick: () => void;
  children: ComponentChildren;
}) => (
  <li>
    <button type="button" class="c-item" disabled={props.disabled} onClick={props.onClick}>
      {props.icon}
      {props.children}
    </button>
  </li>
);

const ConfirmDialog = (props: {
  title: string;
  lead: string;
  yes: string;
  onYes: () => void;
  onClose: () => void;
}) => (
  <Dialog title={props.title} closeLabel={t("close_window")} onClose={props.onClose}>
    {props.lead ? <p>{props.lead}</p> : null}
    <div class="b-dialog-actions">
      <Button onClick={props.onClose}>{t("cancel")}</Button>
      <Button
        kind="danger"
        onClick={() => {
          props.onClose();
          props.onYes();
        }}
      >
        {props.yes}
      </Button>
    </div>
  </Dialog>
);

const unsentCount = (): number =>
  [...state.value.threads.values()].reduce((sum, thread) => sum + thread.outgoing.length, 0);
