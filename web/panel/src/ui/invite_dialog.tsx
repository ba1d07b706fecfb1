// Asks a colleague to join a conversation.
import type { Thread } from "@baro/wire";
import { useEffect, useState } from "preact/hooks";
import { partOf } from "../desk/participation";
import { t } from "../i18n";
import { Colleagues } from "./colleagues";
import { FormDialog } from "./form_dialog";
import { usePanel } from "./panel_context";

export const InviteDialog = ({ thread }: { thread: Thread }) => {
  const { desk, page } = usePanel();
  const w = t().together;
  const [chosen, setChosen] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const colleagues = (desk.state.value.desk?.colleagues ?? []).filter(
    (one) => one.status !== "offline" && partOf(thread.view, one.id) === "agent",
  );

  useEffect(() => {
    // Loads the current colleagues.
    desk.wire.request("desk", {}).catch(() => undefined); // the known list is used; a failed invitation shows its error
  }, []);

  const submit = async () => {
    const colleague = colleagues.find(({ id }) => id === chosen);
    if (!colleague) {
      setProblem(w.choose);
      return;
    }
    setBusy(true);
    const done = await desk.participation.invite(thread.view.id, colleague.id, "join");
    setBusy(false);
    if (!done) return;
    desk.toasts.show({ tone: "good", text: w.asked(colleague.name) });
    page.closeDialog();
  };

  return (
    <FormDialog
      title={`${w.invite} · ${thread.view.customer.name}`}
      submitLabel={w.inviteSubmit}
      disabled={busy}
      onSubmit={() => void submit()}
    >
      <p class="p-muted">{w.inviteLead}</p>
      <Colleagues
        full
        colleagues={colleagues}
        chosen={chosen}
        onChoose={(id) => {
          setChosen(id);
          setProblem("");
        }}
      />
      {problem ? (
        <p class="b-field-error" role="alert">
          {problem}
        </p>
      ) : null}
    </FormDialog>
  );
};
