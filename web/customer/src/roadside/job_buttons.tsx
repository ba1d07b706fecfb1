// The buttons of a live card. What can't be taken back, and what shows where somebody is, is asked first.

import { Button, Icon } from "@baro/design";
import { phoneLink } from "@baro/design/format";
import type { JobButton, JobCardView } from "@baro/wire";
import { Phone } from "lucide";
import { useState } from "preact/hooks";
import { attempt, connection, state } from "../model";
import { keepCard } from "./job_cards";
import { r } from "./words";

type Question = "cancel" | "share" | "withdraw" | null;

export const JobButtons = ({ card }: { card: JobCardView }) => {
  const [question, ask] = useState<Question>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState("");
  const w = r();
  const { job } = card;
  const offline = connection.value.phase !== "online";
  // The rating has stars of its own.
  const buttons = (card.buttons ?? []).filter(({ id }) => id !== "rate");

  const send = async (deed: Exclude<JobButton["id"], "call" | "rate" | "share">) => {
    setBusy(true);
    await attempt(async (to) => {
      const shown =
        deed === "agree" || deed === "refuse"
          ? await to.request("agree_job", { job, terms: card.terms?.number ?? 0, agree: deed === "agree" })
          : deed === "confirm"
            ? await to.request("confirm_arrival", { job })
            : deed === "cancel"
              ? await to.request("cancel_job", { job })
              : await to.request("withdraw_place", { job, suspend: deed === "suspend" });
      if (shown.card) keepCard(shown.card);
    });
    setBusy(false);
    ask(null);
  };
  const share = () => {
    setBusy(true);
    setFailure("");
    navigator.geolocation.getCurrentPosition(
      async ({ coords, timestamp }) => {
        const place = {
          lat: coords.latitude,
          lon: coords.longitude,
          at: Math.round(timestamp + state.peek().skew),
          accuracy: Math.round(coords.accuracy),
        };
        await attempt(async (to) => {
          const shown = await to.request("share_place", { job, place, consent: true });
          if (shown.card) keepCard(shown.card);
        });
        setBusy(false);
        ask(null);
      },
      () => {
        setBusy(false);
        setFailure(w.locationFailed);
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    );
  };
  const press = ({ id }: JobButton) => {
    if (id === "cancel" || id === "share" || id === "withdraw") ask(id);
    else if (id !== "call" && id !== "rate") void send(id);
  };

  if (question === "cancel")
    return (
      <Sure
        text={w.cancelSure}
        no={w.cancelNo}
        yes={w.cancelYes}
        danger
        disabled={busy || offline}
        onNo={() => ask(null)}
        onYes={() => void send("cancel")}
      />
    );
  if (question === "withdraw")
    return (
      <Sure
        text={w.withdrawSure}
        no={w.no}
        yes={w.withdrawYes}
        danger
        disabled={busy || offline}
        onNo={() => ask(null)}
        onYes={() => void send("withdraw")}
      />
    );
  if (question === "share")
    return (
      <>
        <Sure
          text={w.shareLead}
          no={w.shareNo}
          yes={busy ? w.finding : w.shareYes}
          disabled={busy || offline}
          onNo={() => ask(null)}
          onYes={share}
        />
        <p class="b-field-error" role="status">
          {failure}
        </p>
      </>
    );
  return buttons.length === 0 ? null : (
    <div class="c-job-buttons">
      {buttons.map((button) =>
        button.id === "call" ? (
          <a
            key={button.id}
            class="b-button"
            data-kind={button.kind ?? "plain"}
            href={phoneLink(button.number ?? "")}
          >
            <Icon of={Phone} size={18} />
            {button.label}
          </a>
        ) : (
          <Button
            key={button.id}
            // What can't be taken back is asked about first: the alarming button is there.
            kind={button.kind === "primary" ? "primary" : "plain"}
            disabled={busy || offline}
            onClick={() => press(button)}
          >
            {button.label}
          </Button>
        ),
      )}
    </div>
  );
};

const Sure = (props: {
  text: string;
  no: string;
  yes: string;
  danger?: boolean;
  disabled: boolean;
  onNo: () => void;
  onYes: () => void;
}) => (
  // biome-ignore lint/a11y/useSemanticElements: a question, no group of fields
  <div class="c-job-buttons" role="group" aria-label={props.text}>
    <p>{props.text}</p>
    <Button autofocus onClick={props.onNo}>
      {props.no}
    </Button>
    <Button kind={props.danger ? "danger" : "primary"} disabled={props.disabled} onClick={props.onYes}>
      {props.yes}
    </Button>
  </div>
);
