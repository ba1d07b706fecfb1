// During a reconnect frames arrive twice; announcements are made once.
import type { Push } from "@baro/wire";

export class FrameDedupe {
  private readonly tokens = new Map<string, number>();
  private readonly seqs = new Map<string, number>();

  /** Whether a frame is new; it counts as seen from then on. */
  isNew(frame: Push): boolean {
    if (frame.event === "assigned")
      return FrameDedupe.isHigher(this.tokens, frame.conversation.id, frame.conversation.fencing_token);
    if (frame.event === "message")
      return FrameDedupe.isHigher(this.seqs, frame.conversation, frame.message.seq);
    return true;
  }

  private static isHigher(held: Map<string, number>, id: string, value: number): boolean {
    if (value <= (held.get(id) ?? 0)) return false;
    held.set(id, value);
    return true;
  }
}
