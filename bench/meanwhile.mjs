/**
 * Asks for something small, again and again, while the service does something long, and looks at the memory.
 * @returns {{ stop(): Promise<{ p99: number, most: number, rss: number }> }} ms, and MiB
 */
export function watch(service) {
  let isOn = true;
  const times = [];
  let rss = 0;
  const loop = (async () => {
    while (isOn) {
      const at = performance.now();
      await fetch(`${service.url}/api/v1/conferences`).then((answer) => answer.arrayBuffer());
      times.push(performance.now() - at);
      rss = Math.max(rss, service.rssMiB());
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  })();
  return {
    stop: async () => {
      isOn = false;
      await loop;
      times.sort((a, b) => a - b);
      const p99 = times[Math.min(times.length - 1, Math.floor(times.length * 0.99))];
      return { p99, most: times.at(-1), rss };
    },
  };
}
