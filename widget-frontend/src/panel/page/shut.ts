/** The launcher's second icon, for as long as the panel is open. */
export function shutIcon(page: Document): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = page.createElementNS(namespace, "svg");
  const shape = page.createElementNS(namespace, "path");
  svg.setAttribute("class", "shut");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  shape.setAttribute("d", "M6 9.5l6 6 6-6");
  svg.append(shape);
  return svg;
}
