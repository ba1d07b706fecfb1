// Korean telephone numbers.

/** Area and service numbers; the safe numbers 050x and 030x have four figures. */
const NATIONAL = /^(0[35]0\d|02|0[13-9]\d)(\d{3,4})(\d{4})$/;
/** Numbers of companies, the same everywhere: 1588-0000. */
const COMPANY = /^(1[568]\d\d)(\d{4})$/;

/** 01012345678 → 010-1234-5678, +82… likewise; what isn't a Korean number stays as it is. */
export const phoneText = (number: string): string => {
  const digits = number.replace(/[^\d+]/g, "").replace(/^\+?82(?=[1-9])/, "0");
  const parts = NATIONAL.exec(digits) ?? COMPANY.exec(digits);
  return parts === null ? number : parts.slice(1).join("-");
};

/** What a link dials. */
export const phoneLink = (number: string): string => `tel:${number.replace(/[^\d+]/g, "")}`;
