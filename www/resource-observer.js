// For workers: tells the page of every request that the browser lists for them, so that the page can show it.

// What the page is told of a request; its time counts from 1970, because page and workers begin at different moments.
/** @param {PerformanceResourceTiming} entry */
const told = ({ name, startTime, duration, initiatorType, transferSize, decodedBodySize, workerStart }) => ({
  name, duration, initiatorType, transferSize, decodedBodySize, workerStart, date_ms: performance.timeOrigin + startTime,
});

// From now on, and what there was before.
export function witness(port) {
  try {
    new PerformanceObserver((list) => port.postMessage(/** @type {PerformanceResourceTiming[]} */ (list.getEntries()).map(told)))
      .observe({ type: 'resource', buffered: true });
  } catch { /* A browser without it lists nothing. */ }
}
