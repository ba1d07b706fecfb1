// The accident form: read, and corrected in place.
import { Badge, Banner, Button, Icon, Rows } from "@baro/design";
import type { ClaimView } from "@baro/wire";
import { Pencil } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { t } from "../../i18n";
import {
  changes,
  conflicts,
  type Editing,
  fits,
  SLOTS,
  settled,
  stored,
  touched,
  UNTOUCHED,
  valuesOf,
} from "../rules/facts";
import { c } from "../words";
import { FactField, shownFact } from "./factfield";
import { useActing, useClaims } from "./use";

export const FormPart = ({ claim }: { claim: ClaimView }) => {
  const claims = useClaims();
  const asked = claims.where.editing.value;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (asked?.claim !== claim.id) return;
    setOpen(true);
    claims.where.editing.value = null;
  }, [asked, claim.id, claims]);
  return open ? (
    <Correcting claim={claim} onEnd={() => setOpen(false)} />
  ) : (
    <Reading claim={claim} onEdit={() => setOpen(true)} />
  );
};

const labelOf = (claim: ClaimView, slot: string): string =>
  claim.facts?.find((fact) => fact.slot === slot)?.label ?? c().slots[slot] ?? slot;

const Reading = ({ claim, onEdit }: { claim: ClaimView; onEdit: () => void }) => {
  const claims = useClaims();
  const w = c().form;
  const order = SLOTS.map(([slot]) => slot);
  const place = (slot: string) => (order.includes(slot) ? order.indexOf(slot) : order.length);
  const facts = (claim.facts ?? [])
    .filter((fact) => fact.value !== "")
    .sort((a, b) => place(a.slot) - place(b.slot));
  return (
    <>
      <Rows rows={facts.map((fact) => ({ label: fact.label, value: fact.shown }))} />
      <Button size="small" class="k-start" disabled={!claims.online} onClick={onEdit}>
        <Icon of={Pencil} size={14} />
        {w.edit}
      </Button>
    </>
  );
};

const Correcting = ({ claim, onEnd }: { claim: ClaimView; onEnd: () => void }) => {
  const claims = useClaims();
  const w = c().form;
  const [editing, setEditing] = useState<Editing>(UNTOUCHED);
  const [wrong, setWrong] = useState<readonly string[]>([]);
  const { busy, problem, act } = useActing();
  const now = valuesOf(claim.facts ?? []);
  const both = conflicts(editing, now);
  const changed = changes(editing, now);
  const count = Object.keys(changed).length;

  const save = async () => {
    const sent: Record<string, string> = {};
    const bad: string[] = [];
    for (const [slot, kind] of SLOTS) {
      const typed = changed[slot];
      if (typed === undefined) continue;
      const value = stored(kind, typed);
      if (fits(kind, value)) sent[slot] = value;
      else bad.push(slot);
    }
    setWrong(bad);
    if (bad.length > 0) {
      requestAnimationFrame(() => document.getElementById(`fact-${bad[0]}`)?.focus());
      return;
    }
    if (!(await act(() => claims.amend(claim, sent)))) return;
    claims.say("good", w.saved);
    onEnd();
  };

  return (
    <form
      class="k-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (count > 0 && both.length === 0) void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onEnd();
      }}
    >
      {both.length > 0 ? (
        <div role="alert">
          <Banner tone="warn">{w.conflict}</Banner>
        </div>
      ) : null}
      {SLOTS.filter(([slot]) => slot !== "own_plate" || now[slot]).map(([slot, kind], index) => (
        <div key={slot} class="k-fact" data-changed={slot in changed || undefined}>
          <FactField
            slot={slot}
            kind={kind}
            label={labelOf(claim, slot)}
            first={index === 0}
            value={editing.mine[slot] ?? now[slot] ?? ""}
            wrong={wrong.includes(slot)}
            badge={slot in changed ? <Badge tone="warn">{w.changed}</Badge> : null}
            onChange={(value) => setEditing((before) => touched(before, now, slot, value))}
          />
          {both.includes(slot) ? (
            <fieldset class="k-conflict">
              <legend>{w.conflictOf(labelOf(claim, slot))}</legend>
              <Button size="small" onClick={() => setEditing(settled(editing, now, slot, true))}>
                {w.mine}: {shownFact(slot, kind, editing.mine[slot] ?? "")}
              </Button>
              <Button size="small" onClick={() => setEditing(settled(editing, now, slot, false))}>
                {w.theirs}: {shownFact(slot, kind, now[slot] ?? "")}
              </Button>
            </fieldset>
          ) : null}
        </div>
      ))}
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
      <div class="k-form-foot">
        <span class="p-muted" role="status">
          {count > 0 ? w.changes(count) : ""}
        </span>
        <Button size="small" onClick={onEnd}>
          {t().cancel}
        </Button>
        <Button
          size="small"
          type="submit"
          kind="primary"
          disabled={busy || count === 0 || both.length > 0 || !claims.online}
        >
          {w.save}
        </Button>
      </div>
    </form>
  );
};
