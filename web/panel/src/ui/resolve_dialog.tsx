// Resolves a conversation with an outcome.
import { Banner, Button } from "@baro/design";
import type { Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import {
  isOutcomeOptional,
  outcomesOf,
  outcomeText,
  type WrapUpProblem,
  wrapUpProblem,
} from "../desk/wrap_up";
import { language, t } from "../i18n";
import { NoteDialog } from "./note_dialog";
import { focusElement, usePanel } from "./panel_context";

export const ResolveDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page, claims } = usePanel();
  const w = t().resolve;
  const [outcome, setOutcome] = useState("");
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState<WrapUpProblem | "draft" | null>(null);
  const { id, customer } = thread.view;
  const queue = thread.view.queue || thread.view.topic;
  const { wrapUp } = desk.state.value;
  const outcomes = outcomesOf(wrapUp, queue);
  const draft = desk.drafts.get(id).text.trim() !== "";
  const unfinished = claims.drafts.draftsOf(customer.id);
  const [wanted, setWanted] = useState<"" | "keep" | "discard">("");
  useEffect(() => {
    void claims.drafts.load(id, customer.id);
  }, [claims, id, customer.id]);
  const unsent = thread.outgoing.some((item) => item.status !== "failed");

  const submit = () => {
    const missing = wrapUpProblem(wrapUp, queue, outcome, note);
    const undecided = unfinished.length > 0 && wanted === "" ? "draft" : null;
    setProblem(missing ?? undecided);
    if (missing ?? undecided) return;
    desk.resolver.resolveLater(id, outcome, note.trim(), wanted);
    page.closeDialog();
    // Not onto "undo": a second Enter must not undo it.
    focusElement("thread");
  };

  return (
    <NoteDialog
      title={`${w.title} · ${customer.name}`}
      note={note}
      noteLabel={w.note}
      noteHint={w.noteHint}
      noteRequired={wrapUp?.outcomes.find(({ code }) => code === outcome)?.note_required ?? false}
      noteProblem={problem === "note" ? w.noteMissing : ""}
      submitLabel={w.submit}
      disabled={unsent}
      onNote={setNote}
      onSubmit={() => submit()}
    >
      {unsent ? (
        <Banner tone="warn">{w.unsent}</Banner>
      ) : draft ? (
        <Banner tone="warn">{w.draft}</Banner>
      ) : null}
      <fieldset class="p-outcomes" aria-describedby={problem ? "resolve-problem" : undefined}>
        <legend>
          {w.outcome}
          {isOutcomeOptional(wrapUp, queue) ? <span class="p-muted"> {t().transfer.optional}</span> : null}
        </legend>
        <div class="b-choices">
          {outcomes.map((one, index) => (
            <label key={one.code} class="b-choice">
              <input
                type="radio"
                name="outcome"
                autofocus={index === 0}
                value={one.code}
                checked={outcome === one.code}
                onChange={() => setOutcome(one.code)}
              />
              <span>{outcomeText(one, language.value)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {problem === "outcome" || problem === "draft" ? (
        <p class="b-field-error" id="resolve-problem" role="alert">
          {problem === "outcome" ? w.choose : w.unfinishedChoose}
        </p>
      ) : null}
      {unfinished.length > 0 ? (
        <DraftChoice
          wanted={wanted}
          onWant={setWanted}
          onRegister={() => {
            page.closeDialog();
            claims.navigation.sidebarTab.value = "claim";
            page.contextOpen.value = true;
          }}
        />
      ) : null}
    </NoteDialog>
  );
};

interface DraftChoiceProps {
  readonly wanted: string;
  readonly onWant: (wanted: "keep" | "discard") => void;
  readonly onRegister: () => void;
}

/** An unregistered accident form: register it, or choose what happens to it. */
const DraftChoice = ({ wanted, onWant, onRegister }: DraftChoiceProps) => {
  const w = t().resolve;
  return (
    <fieldset class="p-outcomes">
      <legend>{w.unfinished}</legend>
      <div class="b-choices">
        {(["keep", "discard"] as const).map((one) => (
          <label key={one} class="b-choice">
            <input
              type="radio"
              name="unfinished"
              value={one}
              checked={wanted === one}
              onChange={() => onWant(one)}
            />
            <span>{one === "keep" ? w.unfinishedKeep : w.unfinishedDiscard}</span>
          </label>
        ))}
      </div>
      <Button size="small" onClick={onRegister}>
        {w.unfinishedRegister}
      </Button>
    </fieldset>
  );
};
