export interface Size {
  width: number;
  height: number;
}

/** Which square of a picture is shown: its middle, in the picture's pixels, and how much it is enlarged. */
export interface View {
  x: number;
  y: number;
  zoom: number;
}

export const MOST_ZOOM = 4;
/** The side of the picture that is sent. */
export const FACE_PX = 256;
export const LEAST_PX = 64;
/** The API takes no larger picture. */
const LARGEST_BYTES = 64 * 1024;

/** At first the middle, as large as it fits. */
export function wholeView({ width, height }: Size): View {
  return { x: width / 2, y: height / 2, zoom: 1 };
}

/** The side of the square, in the picture's pixels. */
export function sideOf({ width, height }: Size, { zoom }: View): number {
  return Math.min(width, height) / zoom;
}

/** The nearest view that lies within the picture. */
export function within(picture: Size, view: View): View {
  const zoom = clamp(view.zoom, 1, MOST_ZOOM);
  const half = sideOf(picture, { ...view, zoom }) / 2;
  return {
    zoom,
    x: clamp(view.x, half, picture.width - half),
    y: clamp(view.y, half, picture.height - half),
  };
}

/** Draws the square on white: what is transparent would become black in a JPEG. */
export function draw(canvas: HTMLCanvasElement, picture: ImageBitmap, view: View): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const side = sideOf(picture, view);
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, view.x - side / 2, view.y - side / 2, side, side, 0, 0, canvas.width, canvas.height);
}

/** A JPEG that is small enough to send. */
export async function encode(picture: ImageBitmap, view: View): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = FACE_PX;
  canvas.height = FACE_PX;
  draw(canvas, picture, view);
  for (const quality of [0.9, 0.75, 0.5]) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (blob && blob.size <= LARGEST_BYTES) return blob;
  }
  return null;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
