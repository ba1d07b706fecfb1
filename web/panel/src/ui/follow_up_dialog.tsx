// A follow-up about a customer: what to do, and when.
import { InputField } from "@baro/design/fields";
import { dayAndClock } from "@baro/design/format";
import type { Thread } from "@baro/wire";
import { useState } from "preact/hooks";
import { dueChoices, fieldTime } from "../desk/due_times";
import { locale, t } from "../i18n";
import { FormDialog } from "./form_dialog";
import { usePanel } from "./panel_context";

const MAX_TEXT_LENGTH = 500;

const randomKey = (): string => crypto.randomUUID().replaceAll("-", "");

export const FollowUpDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().teamwork;
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<"" | "text" | "at">("");
  // A repeat of the same request adds nothing.
  const [key] = useState(randomKey);
  const [now] = useState(() => Date.now());

  const submit = async () => {
    const missing = text.trim() === "" ? "text" : at <= Date.now() ? "at" : "";
    setProblem(missing);
    if (missing !== "" || busy) return;
    setBusy(true);
    const done = await desk.addFollowUp(thread.view.id, text.trim(), at + desk.state.peek().skew, key);
    setBusy(false);
    if (!done) return;
    desk.toasts.show({ tone: "good", text: w.added(dayAndClock(at, locale())) });
    page.closeDialog();
  };

  return (
    <FormDialog
      title={`${w.add} · ${thread.view.customer.name}`}
      submitLabel={w.save}
      disabled={busy}
      onSubmit={() => void submit()}
    >
      <InputField
        label={w.what}
        {...(problem === "text" ? { error: w.whatMissing } : {})}
        autofocus
        maxLength={MAX_TEXT_LENGTH}
        value={text}
        onValue={setText}
      />
      <fieldset class="p-tag-choice">
        <legend>{w.when}</legend>
        <div class="p-chips">
          {dueChoices(now).map((choice) => (
            <button
              key={choice.name}
              type="button"
              class="p-chip"
              aria-pressed={choice.at === at}
              onClick={() => setAt(choice.at)}
            >
              {w.times[choice.name]}
            </button>
          ))}
        </div>
      </fieldset>
      <InputField
        label={w.exactly}
        {...(problem === "at" ? { error: w.whenMissing } : {})}
        type="datetime-local"
        min={fieldTime(now)}
        value={at === 0 ? "" : fieldTime(at)}
        onValue={(value) => setAt(Date.parse(value) || 0)}
      />
    </FormDialog>
  );
};
