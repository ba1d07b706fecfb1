// File sizes as text.

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** 1536 → "1.5 KB"; units of 1,024. */
export const fileSizeText = (bytes: number): string => {
  let size = bytes;
  let unit = 0;
  while (size >= 1_024 && unit < UNITS.length - 1) {
    size /= 1_024;
    unit += 1;
  }
  return `${unit === 0 || size >= 100 ? Math.round(size) : Math.round(size * 10) / 10} ${UNITS[unit]}`;
};
