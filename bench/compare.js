/**
 * Runs two things alternately, so that whatever else the machine does slows both alike, the first of each
 * pair changing from round to round; a few rounds go before, uncounted. Returns milliseconds and the ratio
 * of the medians.
 */
export function compare(ours, theirs, rounds = 25) {
  const a = [];
  const b = [];
  for (let round = -3; round < rounds; round++) {
    const pair = [() => a.push(ours()), () => b.push(theirs())];
    if (round % 2 !== 0) pair.reverse();
    for (const run of pair) run();
    if (round < 0) a.length = b.length = 0;
  }
  return { ours: median(a), theirs: median(b), ratio: median(a) / median(b) };
}

/**
 * Runs named things in turn, each round beginning with another one, so that whatever else the machine does slows all
 * alike; a few rounds go before, uncounted. Returns the milliseconds of each by name.
 */
export function interleaved(named, rounds = 25) {
  const times = Object.fromEntries(named.map(([name]) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    named.forEach((_, at) => {
      const [name, run] = named[(at + round + named.length) % named.length];
      const took = run();
      if (round >= 0) times[name].push(took);
    });
  }
  return times;
}

export function median(values) {
  const sorted = values.toSorted((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Median times of none, half and all of something, run in turn; the first round of each is not counted.
 * `timed` runs one and returns milliseconds.
 */
export function thirds(rounds, [none, half, all], timed) {
  const times = [[], [], []];
  for (let round = -1; round < rounds; round++) {
    const run = [timed(none), timed(half), timed(all)];
    if (round >= 0) run.forEach((ms, at) => times[at].push(ms));
  }
  return times.map(median);
}
