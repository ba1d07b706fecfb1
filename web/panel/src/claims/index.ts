// Claims on the agent's page: what the rest of it mounts.

export { CLAIM_KEYS, type ClaimKey, keyCaps } from "./rules/keys";
export { ClaimDesk } from "./state/claim_desk";
export { ClaimBodyPart } from "./ui/bodies";
export { claimCommands, claimPossible, goTo, runClaim } from "./ui/commands";
export { UnfinishedNote, useUnfinished } from "./ui/draft";
export { useClaimKeys } from "./ui/listening";
export { ClaimsNav } from "./ui/nav";
export { ClaimsPlace } from "./ui/place";
export { BesideTabs, ClaimSide } from "./ui/side";
export { ClaimWindows } from "./ui/windows";
export { c } from "./words";
