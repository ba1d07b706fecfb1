// The accident form: read, and corrected in place.
import { Button, Icon, Rows } from "@baro/design";
import type { ClaimView } from "@baro/wire";
import { Pencil } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { c } from "../i18n";
import { SLOTS } from "../rules/accident_form";
import { Correcting } from "./accident_form";
import { useClaims } from "./hooks";

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
    <Correcting
      facts={claim.facts ?? []}
      onSave={(changed) => claims.amend(claim, changed)}
      onEnd={() => setOpen(false)}
    />
  ) : (
    <Reading claim={claim} onEdit={() => setOpen(true)} />
  );
};

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
