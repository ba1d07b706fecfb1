// Refers the customer to a department: how and when it gets in touch, what it is about, and the consent.
import { Button, Dialog, Spinner } from "@baro/design";
import { InputField, SelectField, TextField } from "@baro/design/fields";
import type { Results } from "@baro/wire";
import { useEffect, useMemo, useState } from "preact/hooks";
import { attempt, connection, currentId, showToast } from "../model";
import { type Key, momentText, t, timeText } from "../texts";

const PHONE = /^0\d{1,2}-?\d{3,4}-?\d{4}$/;
const MAIL = /^\S+@\S+\.\S+$/;

type Channel = "call" | "mail";

export const ReferralDialog = ({ department, onClose }: { department: string; onClose: () => void }) => {
  const conversation = currentId.value ?? "";
  const [offer, setOffer] = useState<Results["call_windows"] | null>(null);
  const [channel, setChannel] = useState<Channel>("call");
  const [startsAt, setStartsAt] = useState(0);
  const [phone, setPhone] = useState("");
  const [email, setEmail] = useState("");
  const [about, setAbout] = useState("");
  const [consent, setConsent] = useState(false);
  const [problem, setProblem] = useState<Key | null>(null);
  // One dialog is one referral: a repeat must not book twice.
  const key = useMemo(() => crypto.randomUUID(), []);
  useEffect(() => {
    void attempt(async (to) => {
      const found = await to.request("call_windows", { conversation, department });
      setOffer(found);
      setPhone(found.phone ?? "");
      setStartsAt(found.windows?.[0]?.starts_at ?? 0);
      if (!found.windows?.length) setChannel("mail");
    }).then((done) => (done ? undefined : onClose()));
  }, [conversation, department]);
  const missing = (): Key | null => {
    if (channel === "call" && !PHONE.test(phone.trim())) return "bad_phone";
    if (channel === "mail" && !MAIL.test(email.trim())) return "bad_email";
    return consent ? null : "refer_consent_need";
  };
  const send = async () => {
    const bad = missing();
    setProblem(bad);
    if (bad) return;
    const way = channel === "call" ? { starts_at: startsAt, phone: phone.trim() } : { email: email.trim() };
    const done = await attempt(async (to) => {
      await to.request("refer", {
        conversation,
        key,
        department,
        channel,
        consent,
        about: about.trim(),
        ...way,
      });
    });
    if (!done) return;
    showToast(t("refer_done"));
    onClose();
  };
  const windows = offer?.windows ?? [];
  return (
    <Dialog title={t("refer_title")} closeLabel={t("close_window")} onClose={onClose}>
      {offer ? (
        <form
          class="c-refer"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <p>{t("refer_lead")}</p>
          <fieldset>
            <legend>{t("refer_how")}</legend>
            <div class="b-choices">
              {(["call", "mail"] as const).map((each) => (
                <label key={each} class="b-choice">
                  <input
                    type="radio"
                    name="channel"
                    checked={channel === each}
                    disabled={each === "call" && windows.length === 0}
                    onChange={() => setChannel(each)}
                  />
                  <span>{t(`refer_${each}`)}</span>
                </label>
              ))}
            </div>
          </fieldset>
          {channel === "call" ? (
            <>
              <SelectField
                label={t("wait_call_when")}
                value={startsAt}
                onValue={(value) => setStartsAt(Number(value))}
              >
                {windows.map(({ starts_at: from, ends_at: until }) => (
                  <option key={from} value={from}>
                    {momentText(from)}–{timeText(until)}
                  </option>
                ))}
              </SelectField>
              <InputField
                label={t("wait_call_phone")}
                error={problem === "bad_phone" ? t(problem) : undefined}
                type="tel"
                autocomplete="tel"
                value={phone}
                onValue={setPhone}
              />
            </>
          ) : (
            <InputField
              label={t("refer_email")}
              error={problem === "bad_email" ? t(problem) : undefined}
              type="email"
              autocomplete="email"
              maxLength={254}
              value={email}
              onValue={setEmail}
            />
          )}
          <TextField label={t("refer_about")} maxLength={400} value={about} onValue={setAbout} />
          <label class="c-consent">
            <input
              type="checkbox"
              checked={consent}
              onChange={(event) => {
                setConsent(event.currentTarget.checked);
                setProblem(null);
              }}
            />
            <span>{t("refer_consent")}</span>
          </label>
          {problem === "refer_consent_need" ? (
            <p class="b-field-error" role="alert">
              {t(problem)}
            </p>
          ) : null}
          <Button kind="primary" wide type="submit" disabled={connection.value.phase !== "online"}>
            {t("refer_send")}
          </Button>
        </form>
      ) : (
        <Spinner label={t("thread_empty")} />
      )}
    </Dialog>
  );
};
