// Several members of staff in one conversation: an invitation to answer, and who else is in it.
import { Banner, Button, Icon } from "@baro/design";
import type { ParticipantView, Thread } from "@baro/wire";
import { LogOut, UserPlus, Users } from "lucide";
import { colleaguesIn, isAsked, partOf } from "../desk/participation";
import { t } from "../i18n";
import { usePanel } from "./panel_context";

/** Who else is in the conversation, and what this agent can do about it. */
export const Together = ({ thread }: { thread: Thread }) => {
  const { desk } = usePanel();
  const me = desk.state.value.you?.id ?? "";
  const { view } = thread;
  const own = partOf(view, me);
  if (isAsked(view, me)) return <Invitation thread={thread} part={own} />;
  const others = colleaguesIn(view, me);
  if (own === "agent" && others.length === 0) return null;
  const w = t().together;
  return (
    <div class="p-together" role="status">
      <Icon of={Users} size={16} />
      {own === "agent" ? null : (
        <span>
          {own === "monitoring" ? w.monitoring(view.agent?.name ?? "") : w.joined(view.agent?.name ?? "")}
        </span>
      )}
      {others.map((one) => (
        <Colleague key={one.id} thread={thread} one={one} leads={own === "agent"} />
      ))}
      {own === "agent" ? null : (
        <Button size="small" kind="quiet" onClick={() => void desk.participation.leave(view.id)}>
          <Icon of={LogOut} size={16} />
          {w.leave}
        </Button>
      )}
    </div>
  );
};

const Colleague = ({ thread, one, leads }: { thread: Thread; one: ParticipantView; leads: boolean }) => {
  const { desk } = usePanel();
  const w = t().together;
  const { id } = thread.view;
  const waits = one.part === "invited" || one.part === "offered";
  return (
    <span class="p-together-one">
      {one.part === "offered"
        ? w.offered(one.name)
        : one.part === "invited"
          ? w.invited(one.name)
          : w.withYou(one.name)}
      {leads && waits ? (
        <Button size="small" kind="quiet" onClick={() => void desk.participation.withdraw(id, one)}>
          {w.withdraw}
        </Button>
      ) : null}
      {leads && one.part === "joined" ? (
        <Button
          size="small"
          kind="quiet"
          onClick={() =>
            desk.transfers.transferLater(
              id,
              { agent: one.id },
              "",
              one.name,
              t().transfer.doneColleague(one.name),
            )
          }
        >
          {w.leaveTo(one.name)}
        </Button>
      ) : null}
    </span>
  );
};

/** In place of the composer until this agent has answered. */
const Invitation = ({ thread, part }: { thread: Thread; part: string }) => {
  const { desk } = usePanel();
  const w = t().together;
  const { id, agent } = thread.view;
  const takesOver = part === "offered";
  return (
    <div class="p-closing" role="alert">
      <Banner
        tone="good"
        icon={<Icon of={UserPlus} />}
        action={
          <>
            <Button size="small" kind="primary" onClick={() => void desk.participation.answer(id, true)}>
              {takesOver ? w.takeOver : w.join}
            </Button>
            <Button size="small" onClick={() => void desk.participation.answer(id, false)}>
              {w.decline}
            </Button>
          </>
        }
      >
        {takesOver ? w.askedToTakeOver(agent?.name ?? "") : w.askedToJoin(agent?.name ?? "")}
      </Banner>
    </div>
  );
};
