/** The colours and the font that a canvas needs, read from the page: a canvas knows no tokens. */
export interface Paint {
  readonly colour: (token: string) => string;
  readonly font: string;
}

/** Valid until the theme changes. */
export function paintOf(element: HTMLElement): Paint {
  const colours = new Map<string, string>();
  const colour = (token: string): string => {
    const value = colours.get(token) ?? resolve(element, token);
    colours.set(token, value);
    return value;
  };
  return { colour, font: `11px ${getComputedStyle(element).fontFamily}` };
}

/** Through a probe element: only a computed colour has light-dark() and the system's colours resolved. */
function resolve(element: HTMLElement, token: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${token})`;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
