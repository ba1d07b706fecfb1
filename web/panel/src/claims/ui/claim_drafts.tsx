// Unregistered accident forms: read, corrected, registered or started.
import { Banner, Button, Icon, Rows } from "@baro/design";
import { dayAndClock } from "@baro/design/format";
import type { DraftView, Thread } from "@baro/wire";
import { ClipboardCheck, Pencil, Plus, TriangleAlert } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { locale } from "../../i18n";
import { usePanel } from "../../ui/panel_context";
import { c } from "../i18n";
import { slotLabel } from "../rules/accident_form";
import { AccidentForm } from "./accident_form";
import { useClaims, useSubmit } from "./hooks";

/** All drafts of the customer, and a button to start one. */
export const ClaimDrafts = ({ thread, only }: { thread: Thread; only: boolean }) => {
  const claims = useClaims();
  const { customer, id } = thread.view;
  const { connectionPhase } = claims;
  useEffect(() => {
    void claims.drafts.load(id, customer.id);
  }, [claims, id, customer.id, connectionPhase]);
  const drafts = claims.drafts.draftsOf(customer.id);
  return (
    <>
      {drafts.map((draft) => (
        <DraftPart key={draft.key} draft={draft} thread={thread} />
      ))}
      {thread.leftReason === null ? <Begin thread={thread} quiet={!only} /> : null}
    </>
  );
};

const DraftPart = ({ draft, thread }: { draft: DraftView; thread: Thread }) => {
  const claims = useClaims();
  const w = c().draft;
  const [open, setOpen] = useState<boolean>();
  const { busy, problem, act } = useSubmit();
  useReturned(open, `edit-${draft.key}`);
  const { customer, id } = thread.view;
  const facts = draft.facts ?? [];
  const form = claims.accidentForm;
  const missing = (draft.missing ?? []).map((slot) => (form ? slotLabel(form, slot) : slot));
  const register = async () => {
    if (!(await act(() => claims.drafts.register(id, customer.id, draft)))) return;
    claims.showToast("good", w.registered);
    document.getElementById("beside-claim")?.focus(); // the focused form was removed
  };
  return (
    <section class="k-draft" aria-label={w.title}>
      <header>
        <h3>{w.title}</h3>
        <span class="p-muted">{w.changed(dayAndClock(draft.changed_at, locale()))}</span>
      </header>
      {open ? (
        <AccidentForm
          facts={facts}
          onSave={(changed) => claims.drafts.correct(id, customer.id, draft, changed)}
          onEnd={() => setOpen(false)}
        />
      ) : (
        <>
          <Rows rows={facts.map((fact) => ({ label: fact.label, value: fact.shown }))} />
          {missing.length > 0 ? (
            <p class="p-muted">
              {w.missing}: {missing.join(", ")}
            </p>
          ) : null}
          {problem ? (
            <div role="alert">
              <Banner tone="warn">{problem}</Banner>
            </div>
          ) : null}
          <div class="k-draft-foot">
            <Button
              size="small"
              id={`edit-${draft.key}`}
              disabled={busy || !claims.online}
              onClick={() => setOpen(true)}
            >
              <Icon of={Pencil} size={14} />
              {c().form.edit}
            </Button>
            <Button
              size="small"
              kind="primary"
              disabled={busy || !claims.online}
              onClick={() => void register()}
            >
              <Icon of={ClipboardCheck} size={14} />
              {w.register}
            </Button>
          </div>
        </>
      )}
    </section>
  );
};

/** After closing a form the focus returns to the button that opens it. */
const useReturned = (open: boolean | undefined, button: string): void =>
  useEffect(() => {
    if (open === false) document.getElementById(button)?.focus();
  }, [open, button]);

/** Number of the customer's known drafts; `told` are those received with the conversation. */
export const useDraftCount = (customer: string, told: readonly DraftView[] = []): number =>
  (useClaims().drafts.drafts.value.get(customer) ?? told).length;

/** A notice above the conversation about drafts, with a link to them. */
export const DraftsNote = ({ count }: { count: number }) => {
  const { claims, page } = usePanel();
  if (count === 0) return null;
  return (
    <p class="k-unfinished">
      <Icon of={TriangleAlert} size={15} />
      <strong>{c().draft.count(count)}</strong>
      <Button
        size="small"
        onClick={() => {
          claims.navigation.sidebarTab.value = "claim";
          page.contextOpen.value = true;
        }}
      >
        {c().draft.open}
      </Button>
    </p>
  );
};

const Begin = ({ thread, quiet }: { thread: Thread; quiet: boolean }) => {
  const claims = useClaims();
  const [open, setOpen] = useState<boolean>();
  useReturned(open, "begin-draft");
  const { customer, id } = thread.view;
  const w = c().draft;
  if (!open)
    return (
      <Button
        size="small"
        kind={quiet ? "quiet" : "plain"}
        class="k-start"
        id="begin-draft"
        disabled={!claims.online}
        onClick={() => setOpen(true)}
      >
        <Icon of={Plus} size={14} />
        {w.begin}
      </Button>
    );
  return (
    <section class="k-draft" aria-label={w.begin}>
      <h3>{w.begin}</h3>
      <AccidentForm
        facts={[]}
        onSave={(changed) => claims.drafts.correct(id, customer.id, null, changed)}
        onEnd={() => setOpen(false)}
      />
    </section>
  );
};
