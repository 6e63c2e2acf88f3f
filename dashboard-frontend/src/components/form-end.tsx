import { FormProblem } from "@/components/form-problem";
import { Button } from "@/components/ui/button";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";

interface FormEndProps {
  /** What is wrong with the form as a whole. */
  problem: string | null;
  pending: boolean;
  /** What the form does, as a verb. */
  verb: string;
  onCancel: () => void;
}

/** The end of a form in a dialog: what went wrong, the way out, and what it is for. */
export function FormEnd({ problem, pending, verb, onCancel }: FormEndProps) {
  const { cancel } = useWords(commonWords);
  return (
    <>
      <FormProblem text={problem} />
      <div className="flex justify-end gap-2">
        <Button variant="outline" onClick={onCancel}>
          {cancel}
        </Button>
        <Button type="submit" aria-disabled={pending}>
          {verb}
        </Button>
      </div>
    </>
  );
}
