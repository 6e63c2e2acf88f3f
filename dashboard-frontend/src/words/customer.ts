import { catalogue } from "@/lib/words";

const en = {
  title: "Customer",
  close: "Close customer details",
  loading: "Loading the customer",
  email: "email",
  phone: "phone number",
  no: (what: string) => `No ${what}`,
  copy: (what: string) => `Copy ${what}`,
  copied: (text: string) => `Copied ${text}`,
  notCopied: (what: string, text: string) => `This browser didn't let us copy. The ${what} is ${text}.`,
  beforeChat: "Before the chat",
  thisConversation: "This conversation",
  status: "Status",
  assignedTo: "Assigned to",
  started: "Started",
  lastMessage: "Last message",
  messages: "Messages",
  thisCustomer: "This customer",
  firstSeen: "First seen",
};

export type CustomerWords = typeof en;
export const customerWords = catalogue(en, { de: () => import("./customer.de") });
