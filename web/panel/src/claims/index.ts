// Claims on the agent's page: what the rest of it mounts.

export { c } from "./i18n";
export { CLAIM_KEYS, type ClaimKey, keyCaps } from "./rules/shortcuts";
export { ClaimDesk } from "./state/claim_desk";
export { UnfinishedNote, useUnfinished } from "./ui/claim_drafts";
export { ClaimsPlace } from "./ui/claims_page";
export { claimCommands, claimPossible, goTo, runClaim } from "./ui/commands";
export { ClaimWindows } from "./ui/dialogs";
export { ClaimBodyPart } from "./ui/message_bodies";
export { ClaimsNav } from "./ui/nav";
export { useClaimKeys } from "./ui/shortcuts";
export { BesideTabs, ClaimSide } from "./ui/sidebar";
