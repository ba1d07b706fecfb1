// What colleagues leave for this agent, and what the agent has to do later: mentions and follow-ups.
import type { FollowUpView, MentionView, Push, StaffView } from "@baro/wire";
import { computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Wire } from "./desk_context";

/** What a mention or a follow-up that is due is announced with. */
export interface TeamworkNotices {
  mention(mention: MentionView): void;
  /** Mentions that came while this agent was away. */
  unseen(count: number): void;
  due(followUp: FollowUpView): void;
}

const isSame = (a: MentionView, b: MentionView): boolean =>
  a.at === b.at && a.conversation === b.conversation && a.by.id === b.by.id;

export class Teamwork {
  /** Newest first. */
  readonly mentions = signal<readonly MentionView[]>([]);
  readonly seenAt = signal(0);
  /** The first that is due first. */
  readonly followUps = signal<readonly FollowUpView[]>([]);
  /** All who can be mentioned, by name. */
  readonly staff = signal<readonly StaffView[]>([]);
  readonly unseenCount: ReadonlySignal<number>;
  private readonly wire: Pick<Wire, "request">;
  private readonly notices: TeamworkNotices;
  private readonly announced = new Set<string>();
  private newestAnnounced = 0;

  constructor(wire: Pick<Wire, "request">, notices: TeamworkNotices) {
    this.wire = wire;
    this.notices = notices;
    this.unseenCount = computed(() => this.mentions.value.filter(({ at }) => at > this.seenAt.value).length);
  }

  /** Loads what is there; whoever does so can be mentioned. Errors of the wire leave it as it was. */
  async onWelcome(): Promise<void> {
    try {
      const [{ mentions = [], seen_at = 0 }, { follow_ups = [] }] = await Promise.all([
        this.wire.request("mentions", {}),
        this.wire.request("follow_ups", {}),
      ]);
      this.mentions.value = mentions;
      this.seenAt.value = Math.max(this.seenAt.peek(), seen_at);
      this.followUps.value = follow_ups;
      const fresh = mentions.filter(({ at }) => at > Math.max(this.seenAt.peek(), this.newestAnnounced));
      this.newestAnnounced = Math.max(this.newestAnnounced, ...mentions.map(({ at }) => at));
      if (fresh.length > 0) this.notices.unseen(fresh.length);
    } catch {
      // The next welcome loads it.
    }
  }

  onFrame(frame: Push): void {
    if (frame.event === "follow_up") this.keep(frame.follow_up);
    if (frame.event !== "mention") return;
    const { mention } = frame;
    if (this.mentions.peek().some((held) => isSame(held, mention))) return;
    this.mentions.value = [mention, ...this.mentions.peek()];
    this.newestAnnounced = Math.max(this.newestAnnounced, mention.at);
    this.notices.mention(mention);
  }

  /** Open follow-ups that are due at `now`, ms since 1970 UTC by the server's clock. */
  due(now: number): readonly FollowUpView[] {
    return this.followUps.value.filter(({ due_at, done_at = 0 }) => done_at === 0 && due_at <= now);
  }

  /** Announces each follow-up once when it is due. */
  announceDue(now: number): void {
    for (const followUp of this.due(now)) {
      if (this.announced.has(followUp.key)) continue;
      this.announced.add(followUp.key);
      this.notices.due(followUp);
    }
  }

  async loadStaff(): Promise<void> {
    try {
      this.staff.value = (await this.wire.request("staff", {})).staff ?? [];
    } catch {
      // Asked again with the next "@".
    }
  }

  /** All mentions so far are seen. */
  async see(): Promise<void> {
    const until = this.mentions.peek()[0]?.at ?? 0;
    if (until <= this.seenAt.peek()) return;
    this.seenAt.value = until;
    await this.wire.request("see_mentions", { until });
  }

  /** Throws errors of the wire. */
  async addFollowUp(conversation: string, text: string, dueAt: number, key: string): Promise<void> {
    const { follow_up } = await this.wire.request("follow_up", { conversation, key, text, due_at: dueAt });
    this.keep(follow_up);
  }

  /** Throws errors of the wire. */
  async finish(key: string, done: boolean): Promise<void> {
    this.keep((await this.wire.request("finish_follow_up", { key, done })).follow_up);
  }

  private keep(followUp: FollowUpView): void {
    const others = this.followUps.peek().filter(({ key }) => key !== followUp.key);
    this.followUps.value = [...others, followUp].sort((a, b) => a.due_at - b.due_at);
  }
}
