import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { Series } from './arrivals-series.js';

/** Steps of the time axis in seconds: people are counted by the minute. */
const MINUTES = [1, 2, 5, 10, 15, 30, 60, 120, 240, 480, 1440].map((minutes) => minutes * 60);

export interface Curve {
  show(series: Series, width: number, height: number): void;
  destroy(): void;
}

/**
 * Draws people by minute into `host`, in the colours of its tokens. `clock` formats seconds since 1970; the
 * labels are `scale` times as large as on a desk.
 */
export function drawCurve(host: HTMLElement, clock: (seconds: number) => string, scale: number): Curve {
  const style = getComputedStyle(host);
  const font = `${Math.round(12 * scale)}px ${style.fontFamily}`;
  const line = colourOf(host, '--good');
  const soft = colourOf(host, '--text-soft');
  const grid = { stroke: colourOf(host, '--line'), width: 1 };
  const plot = new uPlot(
    {
      width: Math.max(1, host.clientWidth),
      height: Math.max(1, host.clientHeight),
      padding: [8 * scale, 20 * scale, 0, 0],
      cursor: { show: false },
      legend: { show: false },
      scales: { x: { time: true }, y: { range: (_, __, max) => [0, Math.max(4, max * 1.1)] } },
      axes: [
        {
          stroke: soft,
          font,
          size: 22 * scale,
          gap: 2,
          space: 60 * scale,
          incrs: MINUTES,
          grid: { show: false },
          ticks: { show: false },
          values: (_, seconds) => seconds.map(clock),
        },
        // The base line is 0; its label would overlap that of the first minute.
        {
          stroke: soft,
          font,
          size: 40 * scale,
          gap: 4,
          space: 24 * scale,
          grid,
          ticks: { show: false },
          values: (_, people) => people.map((count) => (count === 0 ? '' : String(count))),
        },
      ],
      series: [
        {},
        {
          stroke: line,
          fill: colourOf(host, '--good-soft'),
          width: 2,
          points: { show: false },
          paths: uPlot.paths.stepped!({ align: 1 }),
        },
      ],
    },
    [[], []],
    host,
  );
  return {
    show: ({ minutes, people }, width, height) => {
      if (width !== plot.width || height !== plot.height) plot.setSize({ width, height });
      plot.setData([minutes, people]);
    },
    destroy: () => plot.destroy(),
  };
}

/** Answers the browser's value of a token: a canvas reads neither custom properties nor `light-dark()`. */
function colourOf(host: HTMLElement, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  host.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
