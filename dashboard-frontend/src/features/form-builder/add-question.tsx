import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLine } from "@/components/ui/menu";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import {
  freeKey,
  KINDS,
  type Kind,
  MOST_QUESTIONS,
  newQuestion,
  PROFILE,
  type Question,
  usualOptions,
} from "./questions";

interface AddQuestionProps {
  questions: readonly Question[];
  onAdd: (question: Question) => void;
}

/** What fills the profile comes first, while it is not asked yet; then a question of any kind. */
export function AddQuestion({ questions, onAdd }: AddQuestionProps) {
  const words = useWords(formBuilderWords);
  const names: Record<string, string> = {
    name: words.profileName,
    email: words.profileEmail,
    phone: words.profilePhone,
  };
  const asked = new Set(questions.map(({ key }) => key));
  const profile = Object.entries(PROFILE).filter(([key]) => !asked.has(key));

  function add(kind: Kind): void {
    onAdd(newQuestion(freeKey(questions), kind, "", kind === "choice" ? usualOptions(words.newOption) : []));
  }

  if (questions.length >= MOST_QUESTIONS) return <p className="text-13 text-muted">{words.full}</p>;
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="outline" size="small">
          <Plus aria-hidden />
          {words.add}
        </Button>
      }
    >
      {profile.map(([key, kind]) => (
        <MenuItem key={key} onSelect={() => onAdd(newQuestion(key, kind, names[key] ?? key, []))}>
          {names[key]}
        </MenuItem>
      ))}
      {profile.length > 0 && <MenuLine />}
      {KINDS.map((kind) => (
        <MenuItem key={kind} onSelect={() => add(kind)}>
          {words.kinds[kind]}
        </MenuItem>
      ))}
    </Menu>
  );
}
