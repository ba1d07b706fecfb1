// The accident form: read, and corrected in place.
import { Button, Icon, Rows } from "@baro/design";
import type { ClaimView } from "@baro/wire";
import { Pencil } from "lucide";
import { useEffect, useState } from "preact/hooks";
import { c } from "../i18n";
import { AccidentForm } from "./accident_form";
import { useClaims } from "./hooks";

export const AccidentTab = ({ claim }: { claim: ClaimView }) => {
  const claims = useClaims();
  const asked = claims.navigation.editRequest.value;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (asked?.claim !== claim.id) return;
    setOpen(true);
    claims.navigation.editRequest.value = null;
  }, [asked, claim.id, claims]);
  return open ? (
    <AccidentForm
      facts={claim.facts ?? []}
      onSave={(changed) => claims.amendClaim(claim, changed)}
      onEnd={() => setOpen(false)}
    />
  ) : (
    <AccidentFacts claim={claim} onEdit={() => setOpen(true)} />
  );
};

// Facts that `event_text` tells in one line, in place of the value of `event_with`.
const EVENT_DETAILS = ["event_noun", "own_moving", "other_moving"];

const AccidentFacts = ({ claim, onEdit }: { claim: ClaimView; onEdit: () => void }) => {
  const claims = useClaims();
  const w = c().form;
  const order = (claims.accidentForm?.fields ?? []).map((field) => field.slot);
  const place = (slot: string) => (order.includes(slot) ? order.indexOf(slot) : order.length);
  const facts = (claim.facts ?? [])
    .filter((fact) => fact.value !== "" && !EVENT_DETAILS.includes(fact.slot))
    .map((fact) => (fact.slot === "event_with" ? { ...fact, shown: claim.event_text || fact.shown } : fact))
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
