/** How Teams sets a card: sizes, spaces and colours, after what its desktop client shows. */
export function hostConfig(isDark: boolean): object {
  const colours = isDark ? dark : light;
  const style = (backgroundColor: string): object => ({ backgroundColor, foregroundColors: foregrounds(colours) });
  return {
    fontFamily: "'Segoe UI', system-ui, sans-serif",
    fontTypes: {
      default: { fontFamily: "'Segoe UI', -apple-system, Roboto, 'Liberation Sans', system-ui, sans-serif" },
      monospace: { fontFamily: "Consolas, 'SF Mono', Menlo, 'DejaVu Sans Mono', monospace" },
    },
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 16 },
    separator: { lineThickness: 1, lineColor: colours.separator },
    imageSizes: { small: 32, medium: 52, large: 100 },
    supportsInteractivity: true,
    containerStyles: {
      default: style(colours.surface),
      emphasis: style(colours.emphasis),
      accent: style(colours.accentWash),
      good: style(colours.goodWash),
      attention: style(colours.attentionWash),
      warning: style(colours.warningWash),
    },
    actions: {
      maxActions: 6,
      spacing: "large",
      buttonSpacing: 8,
      actionsOrientation: "horizontal",
      actionAlignment: "left",
      showCard: { actionMode: "inline", inlineTopMargin: 16, style: "emphasis" },
    },
    adaptiveCard: { allowCustomStyle: false },
    factSet: {
      title: { weight: "bolder", wrap: true, maxWidth: 150 },
      value: { wrap: true },
      spacing: 16,
    },
  };
}

interface Colours {
  text: string;
  subtle: string;
  accent: string;
  good: string;
  attention: string;
  warning: string;
  surface: string;
  emphasis: string;
  separator: string;
  accentWash: string;
  goodWash: string;
  attentionWash: string;
  warningWash: string;
}

const light: Colours = {
  text: "#242424",
  subtle: "#616161",
  accent: "#5b5fc7",
  good: "#237b4b",
  attention: "#c4314b",
  warning: "#835c00",
  surface: "#ffffff",
  emphasis: "#f5f5f5",
  separator: "#e0e0e0",
  accentWash: "#e8ebfa",
  goodWash: "#e7f2da",
  attentionWash: "#fcf4f6",
  warningWash: "#fbf6d9",
};

const dark: Colours = {
  text: "#ffffff",
  subtle: "#adadad",
  accent: "#9299f7",
  good: "#92c353",
  attention: "#f9526b",
  warning: "#ffaa44",
  surface: "#292929",
  emphasis: "#141414",
  separator: "#3d3d3d",
  accentWash: "#2f2f4a",
  goodWash: "#1d2b1c",
  attentionWash: "#3e1f25",
  warningWash: "#463100",
};

function foregrounds(colours: Colours): object {
  const tone = (main: string, subtle = main): object => ({ default: main, subtle });
  return {
    default: tone(colours.text, colours.subtle),
    dark: tone("#242424", "#616161"),
    light: tone("#ffffff", "#d6d6d6"),
    accent: tone(colours.accent),
    good: tone(colours.good),
    attention: tone(colours.attention),
    warning: tone(colours.warning),
  };
}
