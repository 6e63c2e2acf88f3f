import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field, FormGroup } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { useWords } from "@/lib/words";
import { formBuilderWords } from "@/words/form-builder";
import { MOST_OPTIONS, type Question } from "./questions";

type Options = Question["options"];

interface OptionsEditorProps {
  options: Options;
  onChange: (options: Options) => void;
  problemAt: (field: string) => string | undefined;
}

/** What there is to choose. Values are for programs and stay the same when the words change. */
export function OptionsEditor({ options, onChange, problemAt }: OptionsEditorProps) {
  const words = useWords(formBuilderWords);

  function add(): void {
    const taken = new Set(options.map(({ value }) => value));
    let number = options.length + 1;
    while (taken.has(`option_${number}`)) number += 1;
    onChange([...options, { value: `option_${number}`, label: words.newOption(options.length + 1) }]);
  }

  return (
    <FormGroup label={words.options} error={problemAt("")}>
      <div className="flex flex-col gap-3">
        {options.map((option, at) => (
          <div key={option.value} className="flex items-end gap-2">
            <div className="grow">
              <Field
                label={words.option(at + 1)}
                value={option.label}
                maxLength={200}
                onChange={(event) => onChange(options.with(at, { ...option, label: event.target.value }))}
                error={problemAt(`/${at}/label`) ?? problemAt(`/${at}/value`)}
              />
            </div>
            <IconButton label={words.removeOption(option.label)} onClick={() => onChange(options.toSpliced(at, 1))}>
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        ))}
      </div>
      {options.length < MOST_OPTIONS && (
        <Button variant="outline" size="small" className="mt-2 self-start" onClick={add}>
          <Plus aria-hidden />
          {words.addOption}
        </Button>
      )}
    </FormGroup>
  );
}
