// Chooses a form or a card, shows it as it will be sent, and sends it.
import type { Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { filledBody, SENDABLES } from "../desk/sendables";
import { language, t } from "../i18n";
import { FormDialog } from "./form_dialog";
import { holdsBack } from "./held_back";
import { MessageBody } from "./message_body";
import { usePanel } from "./panel_context";
import { placeholderValues } from "./placeholder_values";

export const ComposeDialog = ({ thread }: { thread: Thread }) => {
  const panel = usePanel();
  const { desk, page, claims } = panel;
  const w = t().compose;
  const [chosen, setChosen] = useState(SENDABLES[0]?.id ?? "");
  const customer = thread.view.customer.id;
  useEffect(() => {
    // A card may hold the claim's number.
    if (claims.loadState("customer", customer) === undefined) void claims.loadCustomer(customer);
  }, [customer]);
  claims.claims.value; // is rendered again when they have come
  const one = SENDABLES.find(({ id }) => id === chosen);
  const body = one ? filledBody(one, placeholderValues(thread, panel)) : null;

  const submit = () => {
    if (!body) return;
    if (holdsBack(panel, thread)) desk.heldMessages.hold(thread.view.id, body);
    else void desk.send(thread.view.id, body);
    page.closeDialog();
  };

  return (
    <FormDialog
      title={`${w.title} · ${thread.view.customer.name}`}
      submitLabel={t().composer.send}
      disabled={body === null}
      onSubmit={submit}
    >
      <fieldset class="p-targets">
        <legend>{w.what}</legend>
        {SENDABLES.map((each) => (
          <label key={each.id} class="p-target" data-able>
            <input
              type="radio"
              name="sendable"
              value={each.id}
              checked={each.id === chosen}
              onChange={() => setChosen(each.id)}
            />
            <span>{language.value === "en" ? each.title_en : each.title}</span>
          </label>
        ))}
      </fieldset>
      <section class="p-compose-preview" aria-label={w.preview} aria-live="polite">
        {body ? <MessageBody body={body} messages={[]} /> : <p class="p-muted">{w.nothing}</p>}
      </section>
    </FormDialog>
  );
};
