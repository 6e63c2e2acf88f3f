import type { Customer } from "@stonechat/openapi/types";
import { Plus, Trash2 } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { LinkedText } from "@/components/linked-text";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { numberText } from "@/lib/language";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { customerWords } from "@/words/customer";
import {
  type AttributeValue,
  isAttributeName,
  LONGEST_ATTRIBUTE,
  MOST_ATTRIBUTES,
  readValue,
  writeValue,
} from "./attribute-values";
import { Fact, Facts, Part } from "./facts";
import { InPlaceField } from "./in-place-field";
import { useChangeCustomer } from "./use-change-customer";

/** What the team and the site's own server know: each can be changed by itself, whatever others change meanwhile. */
export function AttributesPart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const [adding, setAdding] = useState(false);
  const known = inOrder(customer.attributes);
  return (
    <Part
      title={words.attributes}
      hint={words.attributesHint}
      action={
        <IconButton
          label={words.addAttribute}
          aria-expanded={adding}
          onClick={() => setAdding(!adding)}
          className="-my-1 -me-2 size-8"
        >
          <Plus aria-hidden />
        </IconButton>
      }
    >
      {adding && <AddAttribute customer={customer} onClose={() => setAdding(false)} />}
      {known.map(([name, value]) => (
        <Attribute key={name} customer={customer} name={name} value={value} />
      ))}
      {known.length === 0 && !adding && <p className="text-13 text-muted">{words.noAttributes}</p>}
    </Part>
  );
}

/** What the site's pages say: read, and not to be relied on. */
export function PageAttributesPart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const known = inOrder(customer.page_attributes);
  if (known.length === 0) return null;
  return (
    <Part title={words.pageAttributes} hint={words.pageAttributesHint}>
      <Facts>
        {known.map(([name, value]) => (
          <Fact key={name} label={name}>
            <Value value={value} />
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

interface AttributeProps {
  customer: Customer;
  name: string;
  value: AttributeValue;
}

function Attribute({ customer, name, value }: AttributeProps) {
  const words = useWords(customerWords);
  const back = useChangeCustomer(customer);
  const write = useChangeCustomer(customer, {
    said: () => ({
      text: words.attributeRemoved(name),
      undo: () => void back.run({ of: ({ attributes }) => ({ attributes: { ...attributes, [name]: value } }) }),
    }),
  });
  return (
    <InPlaceField
      customer={customer}
      field={`attribute.${name}`}
      label={name}
      saved={writeValue(value)}
      maxLength={LONGEST_ATTRIBUTE}
      pointer={`/attributes/${name}`}
      change={(text, seen) => ({
        of: ({ attributes }) => ({ attributes: { ...attributes, [name]: readValue(text, attributes[name]) } }),
        clashes: ({ attributes }) => writeValue(attributes[name]) !== seen,
      })}
      actions={
        <IconButton
          label={words.removeAttribute(name)}
          onClick={() => void write.run({ of: ({ attributes }) => ({ attributes: without(attributes, name) }) })}
          className="size-8"
        >
          <Trash2 aria-hidden />
        </IconButton>
      }
      className="py-1.5"
    >
      <dl className="@container min-w-0 grow">
        <Fact label={name}>
          <Value value={value} />
        </Fact>
      </dl>
    </InPlaceField>
  );
}

function Value({ value }: { value: AttributeValue }) {
  const words = useWords(customerWords);
  if (value === null || value === "") return <span className="text-muted">{words.nothing}</span>;
  if (typeof value === "boolean") return value ? words.yes : words.no;
  return typeof value === "number" ? numberText(value) : <LinkedText text={value} />;
}

function AddAttribute({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const words = useWords(customerWords);
  const { cancel } = useWords(commonWords);
  const [name, setName] = useState("");
  const [value, setValue] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const write = useChangeCustomer(customer, { inForm: true });
  const problem = Object.values(write.fields)[0] ?? write.problem;

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wanted = name.trim();
    const fault = faultOf(wanted);
    setWrong(fault);
    if (fault !== null || write.pending) return;
    const change = {
      of: ({ attributes }: Customer) => ({ attributes: { ...attributes, [wanted]: readValue(value.trim()) } }),
      clashes: ({ attributes }: Customer) => Object.hasOwn(attributes, wanted),
    };
    if (await write.run(change)) onClose();
  }

  function faultOf(wanted: string): string | null {
    if (!isAttributeName(wanted)) return words.attributeNameWrong;
    if (Object.hasOwn(customer.attributes, wanted)) return words.attributeTaken;
    return Object.keys(customer.attributes).length >= MOST_ATTRIBUTES ? words.tooManyAttributes : null;
  }

  function heed(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  }

  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={heed} noValidate className="mb-3 flex flex-col gap-3">
      <Field
        autoFocus
        label={words.attributeName}
        error={wrong}
        value={name}
        maxLength={60}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => {
          setWrong(null);
          setName(event.target.value);
        }}
      />
      <Field
        label={words.attributeValue}
        error={problem}
        value={value}
        maxLength={LONGEST_ATTRIBUTE}
        autoComplete="off"
        onChange={(event) => setValue(event.target.value)}
      />
      <div className="flex justify-end gap-2">
        <Button variant="outline" size="small" onClick={onClose}>
          {cancel}
        </Button>
        <Button type="submit" size="small" aria-disabled={write.pending}>
          {words.keep}
        </Button>
      </div>
    </form>
  );
}

function inOrder(attributes: Customer["attributes"]): [string, AttributeValue][] {
  return Object.entries(attributes).sort(([one], [other]) => one.localeCompare(other));
}

function without(attributes: Customer["attributes"], name: string): Customer["attributes"] {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => key !== name));
}
