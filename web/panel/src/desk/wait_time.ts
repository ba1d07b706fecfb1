// Waiting times: format and urgency.
import type { DeskRules } from "@baro/wire";

const two = (value: number): string => String(value).padStart(2, "0");

/** 0:07, 12:40, 1:02:05. Never negative. */
export const formatDuration = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
};

/** How urgent an answer is after a customer has waited `ms`; "calm" before the rules are known. */
export const answerUrgency = (ms: number, rules: DeskRules | null): "calm" | "soon" | "late" => {
  if (rules === null) return "calm";
  if (ms >= rules.answer_late_seconds * 1_000) return "late";
  return ms >= rules.answer_due_seconds * 1_000 ? "soon" : "calm";
};
