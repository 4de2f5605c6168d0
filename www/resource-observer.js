// For workers: reports every request that the browser lists for the worker to the page, which shows it.

// What the page learns of a request. Its time counts from 1970, because page and workers start at different moments.
/** @param {PerformanceResourceTiming} entry */
const told = ({ name, startTime, duration, initiatorType, transferSize, decodedBodySize, workerStart }) => ({
  name, duration, initiatorType, transferSize, decodedBodySize, workerStart, date_ms: performance.timeOrigin + startTime,
});

// Reports requests from now on, and those made before.
export function reportRequests(port) {
  try {
    new PerformanceObserver((list) => port.postMessage(/** @type {PerformanceResourceTiming[]} */ (list.getEntries()).map(told)))
      .observe({ type: 'resource', buffered: true });
  } catch { /* A browser without the observer lists nothing. */ }
}
