// One run of Lighthouse over one address, in a browser of its own: `node judge-page.mjs URL` prints the scores and what took points off, as JSON.
// Lives beside its packages: nothing else of the project may need them.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address] = process.argv.slice(2);
const chrome = await launch({
  ...(process.env.CHROME_PATH ? { chromePath: process.env.CHROME_PATH } : {}),
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--lang=zh-CN', '--accept-lang=zh-CN'],
});
try {
  const result = await lighthouse(address, {
    port: chrome.port,
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
  });
  const { categories, audits } = result.lhr;
  const scores = Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, (score ?? 0) * 100]));
  const lost = Object.values(categories).flatMap(({ auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.995)
      .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`.trim()),
  );
  const figures = Object.fromEntries(
    [
      'first-contentful-paint',
      'largest-contentful-paint',
      'total-blocking-time',
      'cumulative-layout-shift',
      'speed-index',
    ].map((id) => [id, audits[id]?.numericValue ?? null]),
  );
  console.log(JSON.stringify({ scores, lost, figures }));
} finally {
  await chrome.kill();
}
