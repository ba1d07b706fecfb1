// The tags of a conversation while they are edited.
import { MAX_TAG_LENGTH, MAX_TAGS, type WrapUpView } from "@baro/wire";

/** The tags with one more; a configured tag may be written by its label. Unchanged where there is no room. */
export const withTag = (
  tags: readonly string[],
  written: string,
  wrapUp: WrapUpView | null,
): readonly string[] => {
  const text = written.trim().replace(/\s+/g, " ").slice(0, MAX_TAG_LENGTH);
  const same = (label: string) => label.toLowerCase() === text.toLowerCase();
  const configured = wrapUp?.tags?.find(({ labels }) => Object.values(labels).some(same));
  const tag = configured?.tag ?? text;
  return tag === "" || tags.includes(tag) || tags.length >= MAX_TAGS ? tags : [...tags, tag];
};

export const withoutTag = (tags: readonly string[], tag: string): readonly string[] =>
  tags.filter((one) => one !== tag);
