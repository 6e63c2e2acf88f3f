import type { CustomersWords } from "@/words/customers";

const de: CustomersWords = {
  title: "Kunden",
  list: "Kunden, neueste zuerst",
  notLoaded: "Die Kunden ließen sich nicht laden",
  loadMore: "Weitere Kunden laden",
  site: "Website",
  anySite: "Alle Websites",
  name: "Name",
  phone: "Telefon",
  tags: "Tags",
  firstSeen: "Zuerst gesehen",
  blocked: "Gesperrt",
  verified: "Bestätigt",
  moreTags: (count) => `+${count}`,
  emptyTitle: "Noch keine Kunden",
  emptyText: "Wer dir von deiner Website schreibt, erscheint hier von selbst.",
  emptySite: "Von dieser Website hat noch niemand geschrieben",
  showAll: "Alle Websites zeigen",
};

export default de;
