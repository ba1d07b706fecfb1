// The rows that show a conversation. Pure.
import { dayOf } from "@baro/design/format";
import type { By, Card, FormSubmission, Location, Message, Outgoing, Thread } from "@baro/wire";
import { noticeText, wordedNotice } from "./notice_text";
import { t } from "./texts";

/** Delivery status of the customer's own message. */
export type DeliveryStatus = "sending" | "waiting" | "failed" | "sent" | "delivered" | "read";

export interface MessageRow {
  readonly kind: "message";
  readonly key: string;
  /** The newest one of photos that are shown together. */
  readonly message: Message;
  /** Number of photos that are shown together; 1 for any other message. */
  readonly photos: number;
  readonly mine: boolean;
  /** First and last message of a group by one sender: the name is shown above, the time below. */
  readonly first: boolean;
  readonly last: boolean;
  /** Shown at the customer's newest message; null for all others. */
  readonly status: DeliveryStatus | null;
  /** The id of the button that was pressed here. */
  readonly chosen: string | null;
  readonly submitted: FormSubmission | null;
  /** The text was signed. */
  readonly signed: boolean;
  /** It is the last message and waits for an answer. */
  readonly awaitsAnswer: boolean;
  /** Its buttons or its form can still be answered. */
  readonly answerable: boolean;
  /** The conversation is open: buttons that need no answer (call, location) work. */
  readonly conversationOpen: boolean;
}

export type Row =
  | MessageRow
  | { readonly kind: "day"; readonly key: string; readonly at: number }
  | { readonly kind: "unread"; readonly key: string }
  /** Steps of one claim that follow each other: folded into one line. */
  | { readonly kind: "steps"; readonly key: string; readonly messages: readonly Message[] }
  | { readonly kind: "outgoing"; readonly key: string; readonly item: Outgoing; readonly first: boolean };

/** Messages of one sender within this time form a group, ms. */
const GROUP_INTERVAL = 3 * 60_000;

/** Steps of one claim within this time are folded, ms. */
const STEP_INTERVAL = 3_600_000;

/** The claim that a notice reports a step of; undefined for any other message. */
const claimOfStep = ({ body }: Message): string | undefined =>
  body.type === "notice" && body.data?.step ? body.data.claim : undefined;

/** Adds a step to the rows: to the steps before it, if they are of the same claim. */
const addStep = (rows: Row[], message: Message): void => {
  const before = rows.at(-1);
  const last = before?.kind === "steps" ? before.messages.at(-1) : undefined;
  if (
    before?.kind === "steps" &&
    last &&
    claimOfStep(last) === claimOfStep(message) &&
    message.at - last.at < STEP_INTERVAL
  )
    rows[rows.length - 1] = { ...before, messages: [...before.messages, message] };
  else rows.push({ kind: "steps", key: `m${message.seq}`, messages: [message] });
};

const isOpen = (thread: Thread): boolean =>
  thread.view.state !== "resolved" && thread.view.state !== "closed";

interface Answered {
  chosen?: string;
  submitted?: FormSubmission;
  signed?: boolean;
}

/** The answers by seq of the question. Unsent answers count, so that nothing is answered twice. */
export const answersBySeq = (thread: Thread): Map<number, Answered> => {
  const given = new Map<number, Answered>();
  const bodies = [
    ...thread.messages.map((message) => message.body),
    ...thread.outgoing.filter((item) => item.status !== "failed").map((item) => item.body),
  ];
  for (const body of bodies) {
    if (body.type === "answer") given.set(body.to, { chosen: body.button });
    else if (body.type === "form_submission") given.set(body.to, { submitted: body });
    else if (body.type === "signature") given.set(body.to, { signed: true });
  }
  return given;
};

const isSameGroup = (a: Message | undefined, b: Message | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  a.by.role === b.by.role &&
  a.by.id === b.by.id &&
  a.body.type !== "notice" &&
  b.body.type !== "notice" &&
  Math.abs(b.at - a.at) < GROUP_INTERVAL &&
  dayOf(a.at) === dayOf(b.at);

const isPhoto = ({ body }: Message): boolean => body.type === "file" && body.kind === "photo";

/** How many photos from this index on are shown together, before `to` and the unread marker. */
const countPhotos = (
  messages: readonly Message[],
  index: number,
  to: number,
  unreadAfter: number,
): number => {
  let next = index + 1;
  for (let last = messages[index]; last && isPhoto(last) && next < to; next += 1) {
    const following = messages[next];
    const together = following && isPhoto(following) && isSameGroup(last, following);
    if (!together || last.seq === unreadAfter) break;
    last = following;
  }
  return next - index;
};

const hasQuestion = ({ body }: Message): boolean =>
  body.type === "form" ||
  ("buttons" in body && (body.buttons ?? []).some(({ action = "answer" }) => action === "answer"));

/**
 * The rows of the messages from seq `span.first` to `span.last`, oldest first, then the unsent ones.
 * `unreadAfter`: the unread marker follows this seq; 0 for none.
 */
export const rowsOf = (
  thread: Thread,
  me: string,
  range: { readonly first: number; readonly last: number },
  unreadAfter: number,
): Row[] => {
  const rows: Row[] = [];
  const answers = answersBySeq(thread);
  const { messages, outgoing } = thread;
  const oldest = messages[0]?.seq ?? 1;
  const from = Math.max(0, range.first - oldest);
  const to = Math.min(messages.length, range.last - oldest + 1);
  const { delivered = 0, read = 0 } = thread.view.agent_receipts ?? {};
  const isMine = (by: By) => by.role === "customer" && (by.id === me || me === "");
  const newestMine = messages.findLast((message) => isMine(message.by))?.seq ?? 0;
  const lastOwn = outgoing.length > 0 ? Number.POSITIVE_INFINITY : newestMine;
  let day = "";
  for (let index = from; index < to; index += 1) {
    const earliest = messages[index];
    if (!earliest) continue;
    const today = dayOf(earliest.at);
    if (today !== day) rows.push({ kind: "day", key: `d${today}`, at: earliest.at });
    day = today;
    if (unreadAfter > 0 && earliest.seq === unreadAfter + 1) rows.push({ kind: "unread", key: "unread" });
    if (claimOfStep(earliest)) {
      addStep(rows, earliest);
      continue;
    }
    const first = !isSameGroup(messages[index - 1], earliest) || index === from;
    const photos = countPhotos(messages, index, to, unreadAfter);
    index += photos - 1;
    const message = messages[index] ?? earliest;
    const mine = isMine(message.by);
    const status = message.seq <= read ? "read" : message.seq <= delivered ? "delivered" : "sent";
    const answer = answers.get(message.seq);
    rows.push({
      kind: "message",
      key: `m${earliest.seq}`,
      message,
      photos,
      mine,
      first,
      last: !isSameGroup(message, messages[index + 1]),
      status: mine && message.seq === newestMine && outgoing.length === 0 ? status : null,
      chosen: answer?.chosen ?? null,
      submitted: answer?.submitted ?? null,
      signed: answer?.signed ?? false,
      awaitsAnswer: isOpen(thread) && message.seq === thread.messages.at(-1)?.seq && outgoing.length === 0,
      answerable:
        hasQuestion(message) &&
        !answer &&
        isOpen(thread) &&
        (message.body.type !== "form"
          ? message.seq > lastOwn
          : !message.body.requested_slots || message === messages.findLast(hasQuestion)),
      conversationOpen: isOpen(thread),
    });
  }
  for (const [index, item] of to === messages.length ? outgoing.entries() : []) {
    const today = dayOf(item.at);
    if (today > day) {
      rows.push({ kind: "day", key: `d${today}`, at: item.at });
      day = today;
    }
    const before = messages.at(-1);
    const first = index === 0 && !(before && isMine(before.by) && item.at - before.at < GROUP_INTERVAL);
    rows.push({ kind: "outgoing", key: `o${item.device}${item.number}`, item, first });
  }
  return rows;
};

/** A customer's location as coordinates. */
const locationText = (body: Location): string =>
  t("location_message", {
    point: `${body.latitude.toFixed(5)}, ${body.longitude.toFixed(5)}`,
    metres: body.accuracy,
  });

/** A message as plain text, for screen readers, search and copying. */
export const plainText = (body: Message["body"]): string => {
  switch (body.type) {
    case "text":
      return body.text;
    case "notice":
      return body.rows?.length
        ? plainText({ ...wordedNotice(body), type: "card", text: "" } as Card)
        : noticeText(body);
    case "answer":
      return body.label ?? "";
    case "card":
    case "job_card":
      return [body.title, ...(body.rows ?? []).map((row) => `${row.label} ${row.value}`), body.text ?? ""]
        .filter(Boolean)
        .join("\n");
    case "form":
      return [body.text ?? "", body.title, ...body.fields.map((field) => field.label)]
        .filter(Boolean)
        .join("\n");
    case "form_submission":
      return Object.values(body.values).filter(Boolean).join(", ");
    case "location":
      return locationText(body);
    case "file":
      return t("file_message", { name: body.name });
    case "signature_request":
      return `${body.title}\n${body.text}`;
    case "signature":
      return t("signed");
    case "progress":
      return [
        body.title,
        ...body.exposures.map((line) =>
          [line.label, line.stage, line.next_step, line.due_on].filter(Boolean).join(" · "),
        ),
        body.text ?? "",
      ]
        .filter(Boolean)
        .join("\n");
    case "checklist":
      return [
        body.title,
        ...body.documents.map((document) => `${document.label}: ${t(`document_${document.status}`)}`),
      ].join("\n");
  }
};
