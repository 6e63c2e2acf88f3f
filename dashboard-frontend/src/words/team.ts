import { catalogue, plural } from "@/lib/words";

const en = {
  title: "Agents",
  lead: "Who answers your customers. Everybody sees all conversations; admins change the settings, too.",
  invite: "Invite somebody",

  team: "On the team",
  active: plural("en", { one: "# person is active.", other: "# people are active." }),
  someSeats: (taken: number, seats: number) => `${taken} of ${seats} seats taken.`,
  allSeats: plural("en", { one: "The only seat is taken.", other: "All # seats are taken." }),
  seatsHint: "To let somebody else in, deactivate somebody, or have whoever runs Stonechat raise AGENT_SEATS.",
  seatFirst: "All seats are taken. The link works as soon as one is free.",
  notLoaded: "The team didn't load",
  admin: "Admin",
  agent: "Agent",
  inactive: "Deactivated",
  upTo: plural("en", { one: "Gets up to # conversation", other: "Gets up to # conversations" }),
  alone: "You are here alone so far",
  aloneText: "Invite the people who answer with you. They get a link that is good for a week.",

  actions: (name: string) => `Actions for ${name}`,
  edit: "Edit",
  makeReset: "Make a link for a new password",
  deactivate: "Deactivate",
  activate: "Activate",
  deactivated: (name: string) => `${name} is deactivated`,
  activated: (name: string) => `${name} is active again`,
  deactivateTitle: (name: string) => `Deactivate ${name}?`,
  deactivateText:
    "They are signed out at once, their open conversations wait for somebody else, and their seat becomes free. What they wrote stays.",

  editTitle: (name: string) => `Edit ${name}`,
  name: "Name",
  nameMissing: "Enter a name.",
  role: "Role",
  adminHint: "Answers customers and changes all settings.",
  agentHint: "Answers customers.",
  capacity: "Conversations at once",
  capacityHint:
    "How many open conversations they are given by themselves. They can always take more. Empty means no limit.",
  capacityWrong: "Enter a whole number from 0 to 1000, or nothing.",
  agentSaved: (name: string) => `${name} is saved`,
  lesserAdmin: "They are signed out once, so that the new role holds everywhere.",

  invitations: "Invitations",
  invitationsLead: "Nobody came with these links yet.",
  invitationsNotLoaded: "The invitations didn't load",
  noInvitations: "No invitation is open.",
  inviteTitle: "Invite somebody",
  inviteLead: "You get a link to send to them. It is good for a week, and only once.",
  email: "Email",
  emailMissing: "Enter an email address.",
  makeLink: "Make the link",
  expires: (when: string) => `Good until ${when}`,
  expired: (when: string) => `Expired ${when}`,
  renew: "New link",
  renewFor: (email: string) => `New link for ${email}`,
  revoke: "Revoke",
  revokeFor: (email: string) => `Revoke the invitation of ${email}`,
  revoked: (email: string) => `The invitation of ${email} is revoked`,
  invitedBy: (name: string) => `invited by ${name}`,

  linkTitle: (email: string) => `The link for ${email}`,
  linkLead: "Copy it now: it is shown only this once. Send it to nobody else, since whoever has it comes in.",
  resetTitle: (name: string) => `A new password for ${name}`,
  resetLead: "Copy the link now: it is shown only this once, and good for a day. Send it to nobody else.",
  link: "Link",
  copyLink: "Copy the link",
  done: "Done",
};

export type TeamWords = typeof en;
export const teamWords = catalogue(en, { de: () => import("./team.de") });
