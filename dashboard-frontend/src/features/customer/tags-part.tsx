import type { Customer } from "@stonechat/openapi/types";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { tagList } from "@/api/queries";
import { Chip, Dot } from "@/components/ui/chip";
import { IconButton } from "@/components/ui/icon-button";
import { Picker } from "@/components/ui/picker";
import { useWords } from "@/lib/words";
import { customerWords } from "@/words/customer";
import { Part } from "./facts";
import { useChangeCustomer } from "./use-change-customer";

/** The team's words on a customer. Two agents who add one each both get theirs. */
export function TagsPart({ customer }: { customer: Customer }) {
  const words = useWords(customerWords);
  const all = useQuery(tagList()).data ?? [];
  const write = useChangeCustomer(customer);
  const worn = all.filter(({ id }) => customer.tag_ids.includes(id));
  const others = all.filter(({ id }) => !customer.tag_ids.includes(id));

  function add(id: string): void {
    void write.run({ of: ({ tag_ids }) => ({ tag_ids: [...tag_ids.filter((each) => each !== id), id] }) });
  }

  function remove(id: string): void {
    void write.run({ of: ({ tag_ids }) => ({ tag_ids: tag_ids.filter((each) => each !== id) }) });
  }

  return (
    <Part
      title={words.tags}
      action={
        <Picker
          label={words.addTag}
          placeholder={words.findTag}
          empty={all.length === 0 ? words.noTagsYet : words.noTag}
          align="end"
          stays
          trigger={
            <IconButton label={words.addTag} className="-my-1 -me-2 size-8">
              <Plus aria-hidden />
            </IconButton>
          }
          options={others.map(({ id, name, color }) => ({ id, label: name, icon: <Dot color={color} /> }))}
          onChoose={add}
        />
      }
    >
      {worn.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {worn.map(({ id, name, color }) => (
            <Chip key={id} color={color} onRemove={() => remove(id)} removeLabel={words.removeTag(name)}>
              {name}
            </Chip>
          ))}
        </div>
      )}
    </Part>
  );
}
