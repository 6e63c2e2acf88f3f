import { type KeyboardEvent, type PointerEvent, useEffect, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useWords } from "@/lib/words";
import { commonWords } from "@/words/common";
import { profileWords } from "@/words/profile";
import { draw, FACE_PX, MOST_ZOOM, sideOf, type View, wholeView, within } from "./crop";

interface CropDialogProps {
  picture: ImageBitmap | null;
  onClose: () => void;
  onChoose: (picture: ImageBitmap, view: View) => void;
}

/** Chooses the square of a picture that becomes one's face. */
export function CropDialog({ picture, onClose, onChoose }: CropDialogProps) {
  const words = useWords(profileWords);
  return (
    <Dialog open={picture !== null} onClose={onClose} title={words.cropTitle} lead={words.cropLead}>
      {picture && <Cropping picture={picture} onClose={onClose} onChoose={onChoose} />}
    </Dialog>
  );
}

const STEP = 0.05;

function Cropping({ picture, onClose, onChoose }: CropDialogProps & { picture: ImageBitmap }) {
  const words = useWords(profileWords);
  const { cancel } = useWords(commonWords);
  const id = useId();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [view, setView] = useState(() => wholeView(picture));
  const look = (change: (known: View) => View): void => setView((known) => within(picture, change(known)));

  useEffect(() => {
    if (canvas.current) draw(canvas.current, picture, view);
  }, [picture, view]);

  function drag(event: PointerEvent<HTMLDivElement>): void {
    if (event.buttons !== 1) return;
    const scale = sideOf(picture, view) / event.currentTarget.clientWidth;
    look((known) => ({ ...known, x: known.x - event.movementX * scale, y: known.y - event.movementY * scale }));
  }

  function move(event: KeyboardEvent): void {
    const step = sideOf(picture, view) * STEP;
    const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[event.key];
    if (!by) return;
    event.preventDefault();
    const [x = 0, y = 0] = by;
    look((known) => ({ ...known, x: known.x + x, y: known.y + y }));
  }

  return (
    <div className="flex flex-col items-center gap-4">
      <div
        role="application"
        aria-label={words.cropArea}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys move the picture.
        tabIndex={0}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={drag}
        onKeyDown={move}
        className="size-60 cursor-grab touch-none overflow-hidden rounded-full active:cursor-grabbing"
      >
        <canvas ref={canvas} width={FACE_PX} height={FACE_PX} className="size-full" />
      </div>
      <div className="flex w-60 items-center gap-3">
        <label htmlFor={id} className="text-13 text-muted">
          {words.zoom}
        </label>
        <input
          id={id}
          type="range"
          min={1}
          max={MOST_ZOOM}
          step={0.01}
          value={view.zoom}
          onChange={(event) => look((known) => ({ ...known, zoom: Number(event.target.value) }))}
          className="h-8 grow accent-ember-strong"
        />
      </div>
      <div className="flex w-full justify-end gap-2">
        <Button variant="outline" onClick={onClose}>
          {cancel}
        </Button>
        <Button onClick={() => onChoose(picture, view)}>{words.useFace}</Button>
      </div>
    </div>
  );
}
