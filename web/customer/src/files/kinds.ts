// The kinds of files that can be sent, by their suffix; the server checks the content.
const SUFFIXES = {
  photo: ["jpg", "jpeg", "jfif", "png", "webp", "heic", "heif", "hif"],
  video: ["mp4", "mov", "m4v", "3gp", "3g2", "webm"],
  pdf: ["pdf"],
} as const;

export type Kind = keyof typeof SUFFIXES;

export const kindOf = (name: string): Kind | null => {
  const suffix = name.slice(name.lastIndexOf(".") + 1).toLowerCase();
  const kinds = Object.keys(SUFFIXES) as Kind[];
  return kinds.find((kind) => (SUFFIXES[kind] as readonly string[]).includes(suffix)) ?? null;
};

/** For file inputs. */
export const ACCEPTED = Object.values(SUFFIXES)
  .flat()
  .map((suffix) => `.${suffix}`)
  .join(",");
