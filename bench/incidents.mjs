/**
 * The causes behind what is lost, in a country of 37,000 sites: how long one evaluation takes, which is what
 * the service does twice a second at most. In time of the processor: other work on the machine adds nothing.
 */
import { ConferenceIncidents } from '../dist/server/incidents/incidents.rules.js';
import { IncidentTiming } from '../dist/server/incidents/incident-timing.js';
import { Places } from '../dist/server/incidents/places.rules.js';

const [PROVINCES, COMMUNES, SITES] = [34, 3_321, 37_000];
const START = 1_800_000_000_000;
const LATER = START + 3_600_000;
const LIMIT = 50;

function country() {
  const at = (kind, id, parentId) => ({ id, parentId, kind, line: `line ${id.length % 4}` });
  return [
    ...Array.from({ length: PROVINCES }, (_, nth) => at('group', `p${nth}`, null)),
    ...Array.from({ length: COMMUNES }, (_, nth) => at('group', `c${nth}`, `p${nth % PROVINCES}`)),
    ...Array.from({ length: SITES }, (_, nth) => at('point', `s${nth}`, `c${nth % COMMUNES}`)),
  ];
}
const everybody = Array.from({ length: SITES }, (_, nth) => `s${nth}`);
const become = (ids, state, at) => ids.map((siteId) => ({ at, kind: 'presence', siteId, state }));

export async function run(report) {
  const row = (name, value, note) =>
    report({ name, value, unit: 'ms', limit: `< ${LIMIT} ms`, ok: value < LIMIT, note });
  const watch = () => {
    let made = 0;
    const machine = new ConferenceIncidents(
      new Places(country()),
      new IncidentTiming(),
      () => `i${made++}`,
      START,
    );
    machine.advance(become(everybody, 'online', START + 1), START + 2);
    return machine;
  };
  /** The longest of the evaluations that follow these facts, two a second, for a minute and a half. */
  const longest = (machine, facts) => {
    const sorted = [...facts].sort((a, b) => a.at - b.at);
    let [most, next] = [0, 0];
    for (let now = LATER; now <= LATER + 90_000; now += 500) {
      const first = next;
      while (sorted[next]?.at <= now) next += 1;
      const began = process.cpuUsage();
      machine.advance(sorted.slice(first, next), now);
      const { user, system } = process.cpuUsage(began);
      most = Math.max(most, (user + system) / 1000);
      machine.unstored().forEach((incident) => machine.stored(incident));
    }
    return most;
  };
  longest(watch(), become(everybody.slice(0, 2_000), 'lost', LATER));

  row('incidents: nothing happens', longest(watch(), []));
  row('incidents: one site is lost', longest(watch(), become(['s5'], 'lost', LATER)));
  const province = everybody.filter((_, nth) => (nth % COMMUNES) % PROVINCES === 3);
  row(
    'incidents: a province is cut',
    longest(watch(), become(province, 'lost', LATER)),
    `${province.length} sites`,
  );
  const spread = everybody.flatMap((id, nth) => become([id], 'lost', LATER + (nth * 25_000) / SITES));
  row('incidents: all are lost, as pings find out within 25 s', longest(watch(), spread));
  const single = everybody.filter((_, nth) => nth % 5 === 0);
  const alone = single.flatMap((id, nth) => become([id], 'lost', LATER + (nth * 40_000) / single.length));
  row('incidents: a fifth is lost, each alone', longest(watch(), alone), `${single.length} sites`);
}
