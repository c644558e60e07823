// Charts of <figure data-chart="id of their data">: what they show also stands in the table beside them.
// They are vector graphics (SVG) whose colours are CSS variables, so that themes and paper need no redrawing.
/* global echarts */
const COLOURS = ["--chart-1", "--chart-2", "--chart-3", "--chart-4"];
const LINES = ["solid", "dashed", "dotted", [8, 3, 2, 3]];
const SYMBOLS = ["circle", "rect", "triangle", "diamond"];
const DASHES = "path://M0,4H6V6H0Z M10,4H16V6H10Z M20,4H26V6H20Z";
const css = (name) => `var(${name})`;
const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
const percent = (value) => `${value.toFixed(1)}%`;

// How wide a text is, in half Chinese letters.
const units = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);

// Long names go over several lines: Chinese may break anywhere, other words between words.
const folded = (name, width) => {
  const lines = [""];
  for (const word of name.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/gu) ?? []) {
    const line = lines.at(-1);
    if (line && units(line + word) > width) lines.push(word); else lines[lines.length - 1] = line + word;
  }
  const shown = lines.slice(0, 2);
  if (lines.length > 2) shown[1] = `${shown[1].trimEnd()}…`;
  return shown.map((line) => line.trim()).join("\n");
};

const common = (figure) => {
  const style = getComputedStyle(figure);
  return {
    animation: !still && !figure.hasAttribute("data-still"),
    animationDuration: 400,
    textStyle: { fontFamily: style.fontFamily.replaceAll('"', "'"), color: css("--chart-ink") },
    // A tooltip of HTML would carry styles the site's security policy refuses.
    tooltip: { renderMode: "richText", confine: true, backgroundColor: "#fff", borderColor: "#999", textStyle: { color: "#1d2129", fontSize: 12 } },
  };
};

const stroke = (index, marked) => marked
  ? { color: css("--chart-quiet"), width: 1, type: [3, 3] }
  : { color: css(COLOURS[index % COLOURS.length]), width: 2, type: LINES[index % LINES.length] };

const legend = (rows) => ({
  show: rows.length > 1, bottom: 0, left: "center", itemWidth: 12, itemHeight: 9, itemGap: 14, selectedMode: false,
  data: rows.map((row, index) => ({ name: row.name, icon: row.marked ? DASHES : SYMBOLS[index % SYMBOLS.length] })),
  textStyle: { color: css("--chart-ink"), fontSize: 11 },
});

// The room a radar has between its names, its legend and the edges.
const room = (place, names, rows) => {
  const lines = names.flatMap((name) => name.split("\n"));
  const widest = Math.max(...lines.map((line) => units(line))) * 5.6 + 14;
  const high = names.some((name) => name.includes("\n")) ? 46 : 32;
  const below = rows > 1 ? (place.clientWidth < 400 && rows > 3 ? 46 : 26) : 4;
  const height = place.clientHeight - below;
  return { center: ["50%", height / 2], radius: Math.max(36, Math.min(place.clientWidth / 2 - widest, height / 2 - high)) };
};

const radar = (data, figure, place) => {
  const marks = data.mark ? [{ ...data.mark, values: data.axes.map(() => data.mark.value), marked: true }] : [];
  const rows = [...data.series, ...marks];
  const shown = (name) => folded(name, place.clientWidth < 330 ? 12 : 14);
  return {
    ...common(figure),
    legend: legend(rows),
    radar: {
      indicator: data.axes.map((name) => ({ name, min: 0, max: 100 })),
      ...room(place, data.axes.map(shown), rows.length),
      splitNumber: 5,
      axisName: { color: css("--chart-ink"), fontSize: 11, lineHeight: 13, formatter: shown },
      axisLine: { lineStyle: { color: css("--chart-line") } },
      splitLine: { lineStyle: { color: css("--chart-line") } },
      splitArea: { show: false },
    },
    series: rows.map((row, index) => ({
      type: "radar",
      name: row.name,
      emphasis: { disabled: true },
      symbol: row.marked ? "none" : SYMBOLS[index % SYMBOLS.length],
      symbolSize: 6,
      itemStyle: { color: css(row.marked ? "--chart-quiet" : COLOURS[index % COLOURS.length]) },
      lineStyle: stroke(index, row.marked),
      areaStyle: data.series.length === 1 && !row.marked ? { color: css("--chart-1"), opacity: 0.1 } : undefined,
      tooltip: { valueFormatter: percent },
      data: [{ value: row.values, name: row.name }],
    })),
  };
};

const bars = (data, figure) => {
  const line = data.mark && {
    symbol: "none", silent: true, animation: false,
    lineStyle: { color: css("--chart-quiet"), type: [3, 3] },
    label: { formatter: data.mark.name, color: css("--chart-quiet"), fontSize: 11, position: "end" },
    data: [{ xAxis: data.mark.value }],
  };
  return {
    ...common(figure),
    legend: legend(data.series),
    grid: { left: 4, right: 46, top: data.mark ? 20 : 6, bottom: data.series.length > 1 ? 26 : 4, containLabel: true },
    xAxis: {
      type: "value", min: 0, max: 100, axisLabel: { show: false },
      splitLine: { lineStyle: { color: css("--chart-line") } },
    },
    yAxis: {
      type: "category", inverse: true, data: data.axes, axisTick: { show: false },
      axisLine: { lineStyle: { color: css("--chart-line") } },
      axisLabel: { color: css("--chart-ink"), fontSize: 11, lineHeight: 13, interval: 0, formatter: (name) => folded(name, 20) },
    },
    series: data.series.map((row, index) => ({
      type: "bar",
      name: row.name,
      barMaxWidth: 14,
      emphasis: { disabled: true },
      itemStyle: { color: css(COLOURS[index % COLOURS.length]), borderRadius: [0, 2, 2, 0] },
      label: { show: true, position: "right", color: css("--chart-ink"), fontSize: 11, formatter: ({ value }) => percent(value) },
      markLine: index === 0 && line ? line : undefined,
      tooltip: { valueFormatter: percent },
      data: row.values,
    })),
  };
};

const KINDS = { radar, bars };

// Scales as a whole on paper and in narrow columns: text and lines stay vectors.
const scalable = (place, chart) => {
  const svg = place.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${chart.getWidth()} ${chart.getHeight()}`);
  svg.setAttribute("aria-hidden", "true");
};

const draw = (figure) => {
  const data = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
  const place = figure.querySelector(".chart-place");
  if (!KINDS[data.kind] || !place) return;
  place.hidden = false;
  // A few bars need little room.
  if (data.kind === "bars") place.style.height = `${Math.min(260, 40 + 26 * data.axes.length * data.series.length)}px`;
  const chart = echarts.init(place, null, { renderer: "svg" });
  const show = () => {
    chart.setOption(KINDS[data.kind](data, figure, place), true);
    scalable(place, chart);
  };
  show();
  new ResizeObserver(() => {
    // Paper takes the drawing as it is: its size there is the style sheet's matter.
    if (matchMedia("print").matches || !place.clientWidth) return;
    if (place.clientWidth === chart.getWidth() && place.clientHeight === chart.getHeight()) return;
    chart.resize();
    show();
  }).observe(place);
};

document.querySelectorAll("figure[data-chart]").forEach(draw);
