// Who waits, by queue.
import { Badge, Icon } from "@baro/design";
import { Clock } from "lucide";
import { waitingIn } from "../desk/queues";
import { queueLabel, t } from "../i18n";
import { Elapsed } from "./elapsed";
import { useHere } from "./page";

export const Waiting = () => {
  const { desk } = useHere();
  const w = t();
  const queues = desk.queues.value;
  return (
    <div class="p-waiting" role="tabpanel" id="list-panel" aria-labelledby="tab-waiting">
      <h2>{w.waiting.title}</h2>
      <p class="p-muted">{w.waiting.total(waitingIn(queues))}</p>
      <ul>
        {queues.map((queue) => (
          <li key={queue.name} class="p-queue" data-busy={queue.waiting > 0 || undefined}>
            <span class="p-queue-name">{queueLabel(queue.name, queue.label)}</span>
            <Badge tone={queue.waiting > 0 ? "warn" : "plain"}>
              {queue.waiting > 0 ? w.waiting.people(queue.waiting) : w.waiting.none}
            </Badge>
            {queue.waiting > 0 && queue.oldest > 0 ? (
              <span class="p-queue-oldest">
                <Icon of={Clock} size={13} />
                {w.waiting.oldest} <Elapsed since={queue.oldest} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      <p class="p-muted">{w.waiting.explain}</p>
    </div>
  );
};
