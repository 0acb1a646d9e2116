/** Colours for the canvas, read from the style sheet so that they stand in one place. */
export interface Palette {
  line: string;
  expected: string;
  band: string;
  alarm: string;
  alarmWash: string;
  mark: string;
  axis: string;
  grid: string;
  surface: string;
  isDark: boolean;
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return {
    line: colour("--line"),
    expected: colour("--expected"),
    band: colour("--band"),
    alarm: colour("--alarm"),
    alarmWash: colour("--alarm-wash"),
    mark: colour("--ink-soft"),
    axis: colour("--ink-faint"),
    grid: colour("--grid"),
    surface: colour("--surface"),
    isDark: matchMedia("(prefers-color-scheme: dark)").matches,
  };
}
