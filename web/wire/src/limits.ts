// Generated from ../asyncapi.json by `npm run types`; edit the frame types in the server instead.
/** Of a text, in bytes of UTF-8. */
export const MAX_TEXT_BYTES = 16384;
/** Of a form's value. */
export const MAX_VALUE_LENGTH = 400;
/** Of a transition's reason. */
export const MAX_GROUNDS_LENGTH = 2000;
/** Of a note with a transition, transfer or resolve. */
export const MAX_NOTE_LENGTH = 2000;
/** Of the reason for rejecting a document. */
export const MAX_REASON_LENGTH = 400;
/** Of a conversation's tags. */
export const MAX_TAGS = 8;
/** Of a tag. */
export const MAX_TAG_LENGTH = 20;
/** Of the waiting customers of a queue in one result. */
export const MAX_QUEUE_ENTRIES = 200;
/** Maximum amount in won. */
export const MAX_WON = 100000000000;
/** Of bank accounts. */
export const ACCOUNT_NUMBER_PATTERN = "^[0-9\\-]{6,20}$";
/** Of registration plates without separators. */
export const PLATE_PATTERN = "^(?:(?:(?:서울|부산|대구|인천|광주|대전|울산|세종|경기|강원|충북|충남|전북|전남|경북|경남|제주)(?:\\d{1,2}|[가-힣]{0,4}(?=[가-힣]\\d{4}$))|\\d{2,3})[가-힣]\\d{4}|(?:외교|준외|영사|준영|대표|협정|국기)\\d{3}-?\\d{3}|[가-힣]{0,5}임시?\\d{4}|(?:육군?|해군?|공군?|국방?|합참?|해병)\\d{4,6}|일부(?:\\d{4}|\\d{2,3}[가-힣]))$";
/** Of telephone numbers without separators. */
export const PHONE_PATTERN = "^(?:01[016789]\\d{7,8}|050\\d{8,9}|070\\d{8}|0[2-6][1-5]?\\d{7,8}|1[568]\\d{6})$";
