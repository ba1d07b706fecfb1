// When and at which number the customer wants to be called.
import { Button, Spinner } from "@baro/design";
import type { Results } from "@baro/wire";
import { useEffect, useId, useMemo, useState } from "preact/hooks";
import { attempt, connection } from "../model";
import { momentText, t, timeText } from "../texts";

const PHONE = /^0\d{1,2}-?\d{3,4}-?\d{4}$/;

export const CallForm = ({ conversation, done }: { conversation: string; done: () => void }) => {
  const [offer, setOffer] = useState<Results["call_windows"] | null>(null);
  const [startsAt, choose] = useState<number | null>(null);
  const [phone, setPhone] = useState("");
  const [missing, setMissing] = useState(false);
  const id = useId();
  // One form is one booking: a repeat must not book twice.
  const key = useMemo(() => crypto.randomUUID(), []);
  useEffect(() => {
    void attempt(async (to) => {
      const found = await to.request("call_windows", { conversation });
      setOffer(found);
      setPhone(found.phone ?? "");
      choose(found.windows?.[0]?.starts_at ?? null);
    });
  }, [conversation]);
  if (!offer) return <Spinner />;
  const windows = offer.windows ?? [];
  const back = (
    <Button onClick={done} autofocus={windows.length === 0}>
      {t("leave_queue_no")}
    </Button>
  );
  if (windows.length === 0)
    return (
      <div class="c-waiting-choices">
        <p>{t("wait_no_windows")}</p>
        {back}
      </div>
    );
  const book = () => {
    const bad = startsAt === null || !PHONE.test(phone.trim());
    setMissing(bad);
    if (bad || startsAt === null) return;
    void attempt(async (to) => {
      await to.request("book_call", { conversation, key, starts_at: startsAt, phone: phone.trim() });
    });
  };
  return (
    <form
      class="c-waiting-form"
      onSubmit={(event) => {
        event.preventDefault();
        book();
      }}
    >
      <label for={`${id}-when`}>{t("wait_call_when")}</label>
      <select
        id={`${id}-when`}
        value={startsAt ?? ""}
        onChange={(event) => choose(Number(event.currentTarget.value))}
      >
        {windows.map(({ starts_at: from, ends_at: until }) => (
          <option key={from} value={from}>
            {momentText(from)}–{timeText(until)}
          </option>
        ))}
      </select>
      <label for={`${id}-phone`}>{t("wait_call_phone")}</label>
      <input
        id={`${id}-phone`}
        type="tel"
        autocomplete="tel"
        value={phone}
        aria-invalid={missing || undefined}
        aria-describedby={missing ? `${id}-bad` : undefined}
        onInput={(event) => setPhone(event.currentTarget.value)}
      />
      {missing ? (
        <p id={`${id}-bad`} role="alert">
          {t("bad_phone")}
        </p>
      ) : null}
      <p>{t("wait_call_consent")}</p>
      <div class="c-waiting-choices">
        <Button kind="primary" type="submit" disabled={connection.value.phase !== "online"}>
          {t("wait_call_book")}
        </Button>
        {back}
      </div>
    </form>
  );
};
