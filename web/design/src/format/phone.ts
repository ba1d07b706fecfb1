// Korean telephone numbers.

/** Area, service or company number (1588-0000 has no part between); the safe numbers 050x and 030x have four figures. */
const PARTS = /^(0[35]0\d|02|0[13-9]\d|1[568]\d\d)(\d{3,4})?(\d{4})$/;

/** 01012345678 → 010-1234-5678, +82… likewise; what isn't a Korean number stays as it is. */
export const phoneText = (number: string): string => {
  const parts = PARTS.exec(number.replace(/[^\d+]/g, "").replace(/^\+?82(?=[1-9])/, "0"));
  return parts ? parts.slice(1).filter(Boolean).join("-") : number;
};

/** The `tel:` link of a number. */
export const phoneLink = (number: string): string => `tel:${number.replace(/[^\d+]/g, "")}`;
