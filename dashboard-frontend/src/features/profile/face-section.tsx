import { removeFace, setFace } from "@stonechat/openapi/sdk";
import { type ChangeEvent, useRef, useState } from "react";
import { keepAgent } from "@/api/answers";
import { faceAddress } from "@/api/faces";
import { useMe } from "@/api/session-context";
import { useWrite } from "@/api/use-write";
import { Avatar } from "@/components/ui/avatar";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/page-header";
import { useWords } from "@/lib/words";
import { profileWords } from "@/words/profile";
import { encode, LEAST_PX, type View } from "./crop";
import { CropDialog } from "./crop-dialog";

export function FaceSection() {
  const words = useWords(profileWords);
  const me = useMe();
  const { picture, problem, read, forget } = usePicture();
  const file = useRef<HTMLInputElement>(null);
  const save = useWrite({
    write: async (body: Blob) => (await setFace({ body, throwOnError: true })).data,
    keep: keepAgent,
    said: () => ({ text: words.faceSaved }),
    inOrder: "face",
  });
  const remove = useWrite({
    write: async () => (await removeFace({ throwOnError: true })).data,
    keep: keepAgent,
    said: () => ({ text: words.faceRemoved }),
    inOrder: "face",
  });

  async function choose(chosen: ImageBitmap, view: View): Promise<void> {
    const blob = await encode(chosen, view);
    forget();
    if (blob) await save.run(blob);
  }

  return (
    <Section title={words.face} lead={words.faceLead}>
      <div className="flex flex-wrap items-center gap-4">
        <Avatar name={me.name} size="huge" ours face={faceAddress(me.face_id)} />
        <input
          ref={file}
          type="file"
          accept="image/*"
          tabIndex={-1}
          aria-label={words.chooseFace}
          className="sr-only"
          onChange={(event) => void read(event)}
        />
        <div className="flex flex-wrap gap-2">
          <Button variant="outline" aria-disabled={save.pending} onClick={() => file.current?.click()}>
            {me.face_id === null ? words.chooseFace : words.changeFace}
          </Button>
          {me.face_id !== null && (
            <Button variant="quiet" aria-disabled={remove.pending} onClick={() => void remove.run(undefined)}>
              {words.removeFace}
            </Button>
          )}
        </div>
      </div>
      <p role="alert" className="mt-2 text-13 text-red empty:hidden">
        {problem}
      </p>
      <CropDialog picture={picture} onClose={forget} onChoose={(chosen, view) => void choose(chosen, view)} />
    </Section>
  );
}

/** The file that was chosen, as a picture; or why it is none. */
function usePicture() {
  const words = useWords(profileWords);
  const [picture, setPicture] = useState<ImageBitmap | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function read({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [chosen] = target.files ?? [];
    // The same file may be chosen again.
    target.value = "";
    if (!chosen) return;
    setProblem(null);
    try {
      const read = await createImageBitmap(chosen);
      if (Math.min(read.width, read.height) < LEAST_PX) setProblem(words.imageTooSmall);
      else setPicture(read);
    } catch {
      setProblem(words.noImage);
    }
  }

  function forget(): void {
    picture?.close();
    setPicture(null);
  }

  return { picture, problem, read, forget };
}
