import type { Site, SiteForm } from "@stonechat/openapi/types";
import { ListPlus } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { fieldProblems, sentenceFor } from "@/api/sentences";
import { useSteady } from "@/api/use-steady";
import { MessageScreen } from "@/components/message-screen";
import { LoadTrouble, Page } from "@/components/page";
import { SaveBar } from "@/components/save-bar";
import { Section } from "@/components/ui/page-header";
import { RowsSkeleton } from "@/components/ui/skeleton";
import { useToast } from "@/lib/toasts";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import { AddQuestion } from "./add-question";
import { FormPreview } from "./form-preview";
import { QuestionCard } from "./question-card";
import { faultsOf, freeKey, moved, type Question } from "./questions";
import { useFormEdits, useStoredForm } from "./use-form";

/** What is asked before the chat: put in order by mouse or by keyboard, and tried out beside. */
export function FormPage({ site }: { site: Site }) {
  const words = useWords(formBuilderWords);
  const { data, error, refetch } = useSteady(useStoredForm(site));
  return (
    <Page wide title={words.title} lead={words.lead}>
      {data && <Builder site={site} form={data} />}
      {!data && !error && <RowsSkeleton rows={3} />}
      {!data && error && <LoadTrouble title={words.notLoaded} text={sentenceFor(error)} onRetry={refetch} />}
    </Page>
  );
}

function Builder({ site, form }: { site: Site; form: SiteForm }) {
  const words = useWords(formBuilderWords);
  const say = useToast();
  const { questions, set, save, discard, edits, write } = useFormEdits(site, form);
  const [openId, setOpenId] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const [announced, setAnnounced] = useState("");
  // An undo puts a question back among those that are there by then.
  const latest = useRef(questions);
  useEffect(() => {
    latest.current = questions;
  }, [questions]);
  const faults = faultsOf(questions);
  const wrong = Object.keys(faults).length > 0;
  const told = fieldProblems(write.error);
  const nameOf = (question: Question) => question.label.trim() || words.unnamed;

  function problemAt(pointer: string): string | undefined {
    const fault = faults[pointer];
    return fault && tried ? words.faults[fault] : told[pointer];
  }

  function move(from: number, to: number): void {
    const question = questions[from];
    if (!question || to < 0 || to >= questions.length || from === to) return;
    set(moved(questions, from, to));
    setAnnounced(words.movedTo(nameOf(question), to + 1, questions.length));
  }

  function remove(at: number): void {
    const question = questions[at];
    if (!question) return;
    set(questions.toSpliced(at, 1));
    say({ text: words.removed(nameOf(question)), undo: () => bringBack(question, at) });
  }

  function bringBack(question: Question, at: number): void {
    const held = latest.current;
    if (held.some(({ id }) => id === question.id)) return;
    set(held.toSpliced(at, 0, { ...question, key: freeKey(held, question.key) }));
  }

  function add(question: Question): void {
    set([...questions, question]);
    setOpenId(question.id);
  }

  function saveWhole(): void {
    setTried(true);
    if (!wrong) void save().then(() => setTried(false));
  }

  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_340px]">
        <Section title={words.questions} action={<AddQuestion questions={questions} onAdd={add} />}>
          {questions.length === 0 && (
            <MessageScreen picture={<ListPlus aria-hidden />} title={words.empty} className="h-auto">
              {words.emptyText}
            </MessageScreen>
          )}
          <ol className="flex flex-col gap-2">
            {questions.map((question, at) => (
              <QuestionCard
                key={question.id}
                questions={questions}
                at={at}
                name={nameOf(question)}
                open={openId === question.id}
                onOpen={(open) => setOpenId(open ? question.id : null)}
                onChange={(changed) => set(questions.with(at, changed))}
                onMove={move}
                onRemove={() => remove(at)}
                problemAt={(field) => problemAt(`/fields/${at}${field}`)}
                flawed={tried && Object.keys(faults).some((pointer) => pointer.startsWith(`/fields/${at}/`))}
              />
            ))}
          </ol>
          <p aria-live="polite" className="sr-only">
            {announced}
          </p>
        </Section>
        <div className="min-w-0 lg:sticky lg:top-8 lg:self-start">
          <FormPreview questions={questions} />
        </div>
      </div>
      <SaveBar
        dirty={edits.dirty}
        pending={write.pending}
        problem={tried && wrong ? words.someWrong : Object.keys(told).length > 0 ? words.someWrong : write.problem}
        writesOver={edits.overwrites.length > 0}
        onSave={saveWhole}
        onDiscard={() => {
          setTried(false);
          discard();
        }}
      />
    </>
  );
}
