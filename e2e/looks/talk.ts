/** Somebody of this shop's customers, and what was said with them. */
export interface Story {
  name: string;
  email: string;
  /** Minutes ago: when it began, and when the last was said. */
  began: number;
  ended: number;
  /** Whom it belongs to: the admin, her colleague, or nobody. */
  with: "ada" | "tom" | null;
  status?: "open" | "pending" | "snoozed" | "resolved";
  priority?: "low" | "high" | "urgent";
  tags?: string[];
  /** `<` the customer, `>` whoever it belongs to, `#` a note. */
  said: string[];
  /** The customer's second language, time zone and page. */
  locale?: string;
  zone?: string;
  page?: string;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** The one that is looked at: everything that a conversation can have. */
export const RICH: Story = {
  name: "Grace Hopper",
  email: "grace.hopper@navy.example",
  began: 3 * DAY + 40,
  ended: 4,
  with: "ada",
  priority: "high",
  tags: ["return", "warranty"],
  locale: "en-US",
  zone: "America/New_York",
  page: "/kettles/stovetop?color=ember",
  said: [
    "<Hello! My kettle arrived with a dent near the spout. Can I send it back?",
    "<It still works, but it was a present.",
    ">Hi Grace, I'm sorry about that. Of course you can.",
    ">Would you rather have a new one, or your money back?",
    "#@Tom Weiss have we seen other dents from this delivery? Pallet 4411 I think.",
    "<A new one, please. Same color (ember).",
    ">Done: the new one leaves today. Here is the label for the old one:\nhttps://shop.example/returns/label/7f3a91c2-55b1-4c4e-9d5e-aa0c4d1f7e21?format=pdf",
    "<Wow, that was quick 🙏",
    "<One more thing: do I need the box?\n\n1. The outer one\n2. The inner one with the egg-carton inlay\n\nI threw the outer one away already…",
    ">No, any box will do.",
    "<👍",
    "<It went out this morning. The tracking number is RR123456789SE, in case you want to look it up.",
  ],
};

const LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

export const STORIES: Story[] = [
  RICH,
  {
    name: "Leila Haddad",
    email: "leila@haddad.example",
    began: 50,
    ended: 2,
    with: "ada",
    tags: ["order"],
    locale: "ar",
    zone: "Asia/Beirut",
    page: "/ar/kettles",
    said: [
      "<مرحبا، متى يصل طلبي رقم 20451؟",
      ">Hello Leila, it arrives on Thursday.",
      "<شكراً جزيلاً! هل يمكنني تغيير العنوان؟ 12 Rue Gouraud",
    ],
  },
  {
    name: `Maximiliane von ${LONG_WORD}`,
    email: "maximiliane.freifrau.von.und.zu@gesellschaft-mit-langem-namen.example",
    began: 30,
    ended: 12,
    with: null,
    priority: "urgent",
    locale: "de-AT",
    zone: "Europe/Vienna",
    said: [`<Ich schreibe im Namen der ${LONG_WORD}: https://example.com/${"a".repeat(120)}`],
  },
  {
    name: "Noor",
    email: "noor@example.com",
    began: 9,
    ended: 1,
    with: null,
    tags: ["delivery"],
    said: ["<Hi", "<anybody there?", "<my parcel says delivered but it isn't here"],
  },
  {
    name: "Jonas Weber",
    email: "jonas@weber.example",
    began: 75,
    ended: 31,
    with: "tom",
    tags: ["order"],
    said: ["<Can I still change my order?", ">Which one is it?", "<The one from this morning, two cups instead of one"],
  },
  {
    name: "Ines Calderón",
    email: "ines@example.com",
    began: 3 * HOUR,
    ended: 2 * HOUR,
    with: "ada",
    status: "pending",
    tags: ["warranty"],
    said: ["<The handle is loose after a week.", ">Could you send us a photo of the screw, please?"],
  },
  {
    name: "Olu Adeyemi",
    email: "olu@example.com",
    began: DAY + 3 * HOUR,
    ended: DAY + 2 * HOUR,
    with: "ada",
    status: "snoozed",
    said: ["<Will the green one come back?", ">In March, I think. I'll write to you then."],
  },
  {
    name: "Pia Lindqvist",
    email: "pia@example.com",
    began: 2 * DAY,
    ended: 2 * DAY - 30,
    with: "ada",
    status: "resolved",
    tags: ["praise"],
    said: ["<Just wanted to say: best tea ever.", ">That made our day, thank you!", "<❤️"],
  },
];

const NAMES = [
  "Amara Okafor",
  "Ben Ito",
  "Chiara Rossi",
  "Daan de Vries",
  "Elif Yılmaz",
  "Farid Karimi",
  "Greta Nyström",
  "Hugo Martin",
  "Ivana Petrović",
  "Jack O'Neill",
  "Katarzyna Wójcik",
  "Luca Bianchi",
  "Mei Lin",
  "Nils Andersen",
  "Oksana Kovalenko",
  "Priya Raman",
  "Quentin Dubois",
  "Rosa Jiménez",
  "Sven Bergström",
  "Thandiwe Nkosi",
  "Uwe Krause",
  "Vera Novák",
  "Wei Zhang",
  "Yara Haddad",
];

const QUESTIONS = [
  ["<Do you ship to Norway?", ">Yes, it takes three to five days.", "<Perfect"],
  ["<Where do I find the invoice?", ">It is in the email from this morning.", "<Found it, thanks!"],
  ["<The lid does not fit.", ">Could you tell me which kettle you have?"],
  ["<Is the whistle dishwasher safe?"],
  ["<My discount code does not work: SPRING25", ">Let me look…", "<It says expired"],
  ["<Can you gift-wrap it and leave out the price?", ">Of course.", ">It's noted on your order."],
] as const;

const STATUSES = ["open", "open", "resolved", "pending", "open", "resolved", "snoozed"] as const;
const OWNERS = ["ada", "tom", null, "ada", "tom"] as const;
const TAGS = ["order", "delivery", "return", "praise", "warranty", "question about something rather specific"];

/** The rest of an ordinary month, in all states. */
export const ORDINARY: Story[] = NAMES.map((name, at) => ({
  name,
  email: `${name
    .split(" ")[0]
    ?.toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z]/g, "")}@example.com`,
  began: 90 + at * at * 65,
  ended: 70 + at * at * 60,
  with: OWNERS[at % OWNERS.length] ?? null,
  status: STATUSES[at % STATUSES.length] ?? "open",
  tags: at % 3 === 0 ? [TAGS[(at / 3) % TAGS.length] ?? "order"] : [],
  said: [...(QUESTIONS[at % QUESTIONS.length] ?? [])],
}));

export const TAG_COLORS: Record<string, string> = {
  return: "#c2410c",
  warranty: "#7c3aed",
  order: "#0f766e",
  delivery: "#0369a1",
  praise: "#15803d",
  "question about something rather specific": "#a16207",
};

export const RESPONSES = [
  ["hello", "Hello {{customer.name}}, this is {{agent.name}}. How can I help?", true],
  ["return", "Of course you can send it back within 30 days.\nHere is how: https://shop.example/returns", true],
  ["shipping", "We ship to all of Europe. It takes three to five days, and it is free from 50 €.", true],
  ["hours", "We are here Monday to Friday, from nine to five.", true],
  ["sign-off", "All the best from {{site.name}}!", false],
] as const;
