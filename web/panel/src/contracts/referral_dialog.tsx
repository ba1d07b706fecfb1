// Books a call of this queue, or refers the customer to a department, by telephone or e-mail and with their consent.
import { Spinner } from "@baro/design";
import { InputField, SelectField } from "@baro/design/fields";
import { clock, dayAndClock } from "@baro/design/format";
import type { Results, Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { locale, t } from "../i18n";
import { FormDialog } from "../ui/form_dialog";
import { usePanel } from "../ui/panel_context";

type Channel = "call" | "mail";

export const ReferralDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().referral;
  const conversation = thread.view.id;
  const [department, setDepartment] = useState("");
  const [offer, setOffer] = useState<Results["call_windows"] | null>(null);
  const [channel, setChannel] = useState<Channel>("call");
  const [startsAt, setStartsAt] = useState(0);
  const [phone, setPhone] = useState("");
  const [email, setEmail] = useState("");
  const [about, setAbout] = useState("");
  const [consent, setConsent] = useState(false);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());

  useEffect(() => {
    void desk.attempt(conversation, async () => {
      const found = await desk.wire.request("call_windows", { conversation, department });
      setOffer(found);
      setPhone((known) => known || (found.phone ?? ""));
      setStartsAt(found.windows?.[0]?.starts_at ?? 0);
    });
  }, [conversation, department]);

  const byMail = department !== "" && channel === "mail";
  const submit = async () => {
    const bad = byMail
      ? email.trim() === ""
        ? w.emailMissing
        : ""
      : phone.trim() === "" || startsAt === 0
        ? w.phoneMissing
        : "";
    const refused = bad || (department !== "" && !consent ? w.consentMissing : "");
    setProblem(refused);
    if (refused || busy) return;
    setBusy(true);
    const way = byMail ? { email: email.trim() } : { starts_at: startsAt, phone: phone.trim() };
    const done = await desk.attempt(conversation, async () => {
      if (department === "")
        await desk.wire.request("book_call", {
          conversation,
          key,
          starts_at: startsAt,
          phone: phone.trim(),
          about: about.trim(),
        });
      else
        await desk.wire.request("refer", {
          conversation,
          key,
          department,
          channel,
          consent,
          about: about.trim(),
          ...way,
        });
    });
    setBusy(false);
    if (!done) return;
    desk.toasts.show({ tone: "good", text: w.done });
    page.closeDialog();
  };

  return (
    <FormDialog
      title={`${w.title} · ${thread.view.customer.name}`}
      submitLabel={w.submit}
      disabled={busy || offer === null}
      onSubmit={() => void submit()}
    >
      <SelectField label={w.department} autofocus value={department} onValue={setDepartment}>
        <option value="">{w.thisQueue}</option>
        {(offer?.departments ?? []).map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      {department === "" ? null : (
        <fieldset class="p-targets">
          <legend>{w.how}</legend>
          {(["call", "mail"] as const).map((each) => (
            <label key={each} class="p-target">
              <input
                type="radio"
                name="channel"
                checked={channel === each}
                onChange={() => setChannel(each)}
              />
              <span>{w.channels[each]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {offer === null ? (
        <Spinner label={t().loading} />
      ) : byMail ? (
        <InputField label={w.email} type="email" value={email} onValue={setEmail} />
      ) : (
        <>
          <SelectField
            label={w.when}
            {...(offer.windows?.length ? {} : { error: w.noWindows })}
            value={startsAt}
            onValue={(value) => setStartsAt(Number(value))}
          >
            {(offer.windows ?? []).map(({ starts_at: from, ends_at: until }) => (
              <option key={from} value={from}>
                {dayAndClock(from, locale())}–{clock(until, locale())}
              </option>
            ))}
          </SelectField>
          <InputField label={w.phone} type="tel" value={phone} onValue={setPhone} />
        </>
      )}
      <InputField label={w.about} maxLength={400} value={about} onValue={setAbout} />
      {department === "" ? null : (
        <label class="p-sure">
          <input
            type="checkbox"
            checked={consent}
            onChange={(event) => {
              setConsent(event.currentTarget.checked);
              setProblem("");
            }}
          />
          {w.consent}
        </label>
      )}
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </FormDialog>
  );
};
