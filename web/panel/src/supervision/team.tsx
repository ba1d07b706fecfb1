// Agents of a queue: what they serve, and their queues and capacity.
import { Avatar, Badge, Button, Empty, Field, Icon, Spinner } from "@baro/design";
import type { ColleagueView, ConversationView, QueueBoardView } from "@baro/wire";
import { UsersRound, WifiOff } from "lucide";
import { useCallback, useEffect, useState } from "preact/hooks";
import { isWireError } from "../desk/errors";
import { queueLabel, t } from "../i18n";
import { focusElement, usePanel } from "../ui/panel_context";
import { refreshWhileVisible } from "../ui/refresh";
import { Watch } from "./watch";
import { labelOf, s } from "./words";

const REFRESH_MS = 10_000;

export const TeamView = ({ queues }: { queues: readonly QueueBoardView[] }) => {
  const { desk } = usePanel();
  const w = s().team;
  const [queue, setQueue] = useState(queues[0]?.queue ?? "");
  const [agents, setAgents] = useState<readonly ColleagueView[] | null>(null);
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState<ColleagueView | null>(null);
  const [watched, setWatched] = useState<ConversationView | null>(null);

  const load = useCallback(async () => {
    try {
      setAgents((await desk.wire.request("team", { queue })).agents);
      setFailed(false);
    } catch (error) {
      if (!isWireError(error)) throw error;
      setFailed(true);
    }
  }, [desk, queue]);
  useEffect(() => {
    setAgents(null);
    setChosen(null);
    return refreshWhileVisible(() => void load(), REFRESH_MS);
  }, [load]);

  const watch = async (conversation: ConversationView) => {
    const { threads, you } = desk.state.peek();
    const participants = threads.get(conversation.id)?.view.participants ?? [];
    const asked = () => desk.wire.request("monitor", { conversation: conversation.id });
    // Who has joined it sees it already.
    if (!participants.some(({ id }) => id === you?.id) && !(await desk.attempt(null, asked))) return;
    setWatched(conversation);
    focusElement("watch-title");
  };

  return (
    <div class="s-team">
      <div class="s-agents">
        <label class="s-pick">
          {w.queue}
          <select value={queue} onChange={(event) => setQueue(event.currentTarget.value)}>
            {queues.map((one) => (
              <option key={one.queue} value={one.queue}>
                {queueLabel(one.queue, one.label)}
              </option>
            ))}
          </select>
        </label>
        {agents === null && failed ? (
          <Empty title={w.failed} icon={<Icon of={WifiOff} size={40} />}>
            <Button kind="primary" onClick={() => void load()}>
              {t().retry}
            </Button>
          </Empty>
        ) : agents === null ? (
          <Spinner label={s().loading} />
        ) : agents.length === 0 ? (
          <Empty title={w.none} icon={<Icon of={UsersRound} size={40} />}>
            <p>{w.noneLead}</p>
          </Empty>
        ) : (
          <ul>
            {agents.map((agent) => (
              <li key={agent.id}>
                <button type="button" aria-pressed={chosen?.id === agent.id} onClick={() => setChosen(agent)}>
                  <Avatar role="agent" name={agent.name} size="small" />
                  <strong>{agent.name}</strong>
                  <Badge {...(agent.status === "available" ? { tone: "good" as const } : {})}>
                    {w.status[agent.status] ?? agent.status}
                  </Badge>
                  <span class="s-load">{w.load(agent.load, agent.capacity)}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      {chosen ? (
        <AgentPanel key={chosen.id} agent={chosen} queues={queues} onWatch={watch} onChanged={load} />
      ) : null}
      {watched ? (
        <Watch
          key={watched.id}
          conversation={watched.id}
          name={watched.customer.name}
          queue={watched.queue ?? queue}
          colleagues={(agents ?? []).filter(
            ({ id, status }) => id !== watched.agent?.id && status === "available",
          )}
          onEnd={() => setWatched(null)}
        />
      ) : null}
    </div>
  );
};

const AgentPanel = (props: {
  agent: ColleagueView;
  queues: readonly QueueBoardView[];
  onWatch: (conversation: ConversationView) => Promise<void>;
  onChanged: () => Promise<void>;
}) => {
  const { agent } = props;
  const { desk } = usePanel();
  const w = s().team;
  const [served, setServed] = useState<readonly ConversationView[] | null>(null);
  useEffect(() => {
    const load = async () => {
      await desk.attempt(null, async () =>
        setServed((await desk.wire.request("served", { agent: agent.id })).conversations),
      );
    };
    return refreshWhileVisible(() => void load(), REFRESH_MS);
  }, [desk, agent.id]);
  return (
    <section class="s-agent" aria-label={w.conversations(agent.name)}>
      <h3>{w.conversations(agent.name)}</h3>
      {served === null ? (
        <Spinner label={s().loading} />
      ) : served.length === 0 ? (
        <p class="p-muted">{w.nothing}</p>
      ) : (
        <ul>
          {served.map((one) => (
            <li key={one.id}>
              <strong>{one.customer.name}</strong>
              <span>{labelOf(props.queues, one.queue ?? "")}</span>
              <Button
                size="small"
                aria-label={w.monitorOf(one.customer.name)}
                onClick={() => void props.onWatch(one)}
              >
                {w.monitor}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <MembershipForm agent={agent} queues={props.queues} onChanged={props.onChanged} />
    </section>
  );
};

const MembershipForm = (props: {
  agent: ColleagueView;
  queues: readonly QueueBoardView[];
  onChanged: () => Promise<void>;
}) => {
  const { agent, queues } = props;
  const { desk } = usePanel();
  const w = s().team;
  const [member, setMember] = useState<ReadonlySet<string>>(new Set(agent.queues));
  const [capacity, setCapacity] = useState(agent.capacity);
  const save = async () => {
    const fields = { agent: agent.id, queues: [...member].sort(), capacity };
    if (await desk.attempt(null, () => desk.wire.request("set_membership", fields))) {
      desk.toasts.show({ tone: "good", text: w.saved(agent.name) });
      await props.onChanged();
    }
  };
  return (
    <form
      class="s-membership"
      aria-label={w.membershipOf(agent.name)}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <fieldset>
        <legend>{w.membership}</legend>
        {queues.map((one) => (
          <label key={one.queue}>
            <input
              type="checkbox"
              checked={member.has(one.queue)}
              onChange={(event) => {
                const next = new Set(member);
                if (event.currentTarget.checked) next.add(one.queue);
                else next.delete(one.queue);
                setMember(next);
              }}
            />
            {queueLabel(one.queue, one.label)}
          </label>
        ))}
      </fieldset>
      <Field label={w.capacity}>
        {(field) => (
          <input
            {...field}
            type="number"
            min={0}
            max={50}
            value={capacity}
            onInput={(event) => setCapacity(Number(event.currentTarget.value))}
          />
        )}
      </Field>
      <Button type="submit">{w.save}</Button>
    </form>
  );
};
