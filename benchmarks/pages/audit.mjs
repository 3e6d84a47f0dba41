// Offline audit of one URL: Lighthouse, axe-core (WCAG 2.2 AA), weight, external requests,
// reflow, dark mode, keyboard reachability, no-JS content, security headers, event latency.
// Exit status: 0 all budgets met, 1 a budget missed, 2 could not run. Usually called by run.py, once a screen.
import { mkdtempSync, rmSync, mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { execSync } from 'node:child_process';
import { gzipSync } from 'node:zlib';
import puppeteer from 'puppeteer-core';
import lighthouse, { desktopConfig } from 'lighthouse';

const HELP = `Usage: node audit.mjs URL [options]
  --form mobile|desktop   Lighthouse form factor and throttling (default desktop)
  --runs N                Lighthouse runs; the median is reported (default 1)
  --header 'Name: value'  extra request header, e.g. Authorization (repeatable)
  --cookie name=value     cookie for the URL's origin (repeatable)
  --keys SPEC             latency: press keys, e.g. 'j*40', '/', 'type:ann smith', 'Control+k'; comma separated
  --press KEYS            press these once the page is there, before anything is looked at, e.g. 'Control+k,type:ann'
  --settle MS             wait after load before checks (default 300)
  --out DIR               write report.json, lighthouse.html, screenshots and print.pdf there
  --no-lighthouse         only the quick checks (about 4 s)
  --only-lighthouse       only Lighthouse
  --status N              the status that the page must have (default 200)
  --json                  print JSON instead of text
Budgets (defaults; a missed one gives exit status 1):
  --min-score 100  --min-performance 100  --max-kb 100  --max-later-kb 30  --max-requests 15  --max-fcp 1000  --max-p95 50`;

const argv = process.argv.slice(2);
const opt = { form: 'desktop', runs: 1, header: [], cookie: [], settle: 300, lighthouse: true,
  minScore: 100, minPerformance: 100, wanted: 200, quick: true, maxKb: 100, maxLaterKb: 30, maxRequests: 15, maxFcp: 1000, maxP95: 50 };
let url;
for (let i = 0; i < argv.length; i++) {
  const a = argv[i], next = () => argv[++i];
  if (a === '--help' || a === '-h') { console.log(HELP); process.exit(0); }
  else if (a === '--form') opt.form = next();
  else if (a === '--runs') opt.runs = +next();
  else if (a === '--header') opt.header.push(next());
  else if (a === '--cookie') opt.cookie.push(next());
  else if (a === '--keys') opt.keys = next();
  else if (a === '--press') opt.press = next();
  else if (a === '--settle') opt.settle = +next();
  else if (a === '--out') opt.out = next();
  else if (a === '--no-lighthouse') opt.lighthouse = false;
  else if (a === '--only-lighthouse') opt.quick = false;
  else if (a === '--status') opt.wanted = +next();
  else if (a === '--min-performance') opt.minPerformance = +next();
  else if (a === '--max-later-kb') opt.maxLaterKb = +next();
  else if (a === '--json') opt.json = true;
  else if (a === '--min-score') opt.minScore = +next();
  else if (a === '--max-kb') opt.maxKb = +next();
  else if (a === '--max-requests') opt.maxRequests = +next();
  else if (a === '--max-fcp') opt.maxFcp = +next();
  else if (a === '--max-p95') opt.maxP95 = +next();
  else if (!a.startsWith('--') && !url) url = a;
  else { console.error(`unknown option ${a}\n${HELP}`); process.exit(2); }
}
if (!url) { console.error(HELP); process.exit(2); }
const origin = new URL(url).origin;
const host = new URL(url).hostname;
if (opt.out) mkdirSync(opt.out, { recursive: true });
const headers = Object.fromEntries(opt.header.map(h => { const k = h.indexOf(':'); return [h.slice(0, k).trim(), h.slice(k + 1).trim()]; }));
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const profile = mkdtempSync(join(tmpdir(), 'ux-profile-'));
const pct = (xs, p) => { if (!xs.length) return null; const s = [...xs].sort((a, b) => a - b); return s[Math.min(s.length - 1, Math.ceil(p * s.length) - 1)]; };
const median = xs => pct(xs, 0.5);

const browser = await puppeteer.launch({
  executablePath: process.env.CHROME_PATH || execSync('command -v chromium').toString().trim(),
  headless: true, userDataDir: profile,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-default-apps', '--disable-extensions',
    '--disable-dev-shm-usage', '--force-color-profile=srgb',
    // nothing but the audited host resolves: an external request is seen and fails
    `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${host}`],
}).catch(e => { console.error('cannot start Chromium:', e.message); process.exit(2); });

const report = { url, form: opt.form, chromium: await browser.version(), when: new Date().toISOString() };
const fails = [];
const need = (ok, text) => { if (!ok) fails.push(text); };

async function open({ width = 1280, height = 800, scheme = 'light', js = true, reducedMotion = false } = {}) {
  const ctx = await browser.createBrowserContext();
  const page = await ctx.newPage();
  await page.setViewport({ width, height, isMobile: width < 600, hasTouch: width < 600, deviceScaleFactor: 1 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme },
    { name: 'prefers-reduced-motion', value: reducedMotion ? 'reduce' : 'no-preference' }]);
  if (opt.header.length) await page.setExtraHTTPHeaders(headers);
  if (opt.cookie.length) await ctx.setCookie(...opt.cookie.map(c => { const k = c.indexOf('='); return { name: c.slice(0, k), value: c.slice(k + 1), domain: host, path: '/', httpOnly: true, sameSite: 'Strict' }; }));
  await page.setJavaScriptEnabled(js);
  const net = { requests: [], external: [], consoleErrors: [], failed: [] };
  const cdp = await page.createCDPSession();
  await cdp.send('Network.enable');
  const byId = new Map();
  cdp.on('Network.requestWillBeSent', e => { if (e.request.url.startsWith('data:') || e.request.url.startsWith('blob:')) return;
    byId.set(e.requestId, { url: e.request.url, type: e.type }); if (new URL(e.request.url).origin !== origin) net.external.push(e.request.url); });
  cdp.on('Network.responseReceived', e => { const r = byId.get(e.requestId); if (r) { r.status = e.response.status; r.mime = e.response.mimeType; r.encoding = Object.entries(e.response.headers).find(([k]) => k.toLowerCase() === 'content-encoding')?.[1] ?? null; } });
  cdp.on('Network.loadingFinished', e => { const r = byId.get(e.requestId); if (r) { r.bytes = e.encodedDataLength; net.requests.push(r); } });
  page.on('console', m => { if (m.type() === 'error' && !(opt.wanted !== 200 && m.text().includes(`status of ${opt.wanted}`))) net.consoleErrors.push(m.text().slice(0, 300)); });
  page.on('pageerror', e => net.consoleErrors.push(String(e.message).slice(0, 300)));
  page.on('requestfailed', r => net.failed.push(`${r.url()} ${r.failure()?.errorText}`));
  const response = await page.goto(url, { waitUntil: 'load', timeout: 30000 }).catch(e => { console.error('cannot load', url, e.message); return null; });
  // a page with an open event stream never becomes idle: wait at most 5 s
  if (response) await page.waitForNetworkIdle({ idleTime: 300, timeout: 5000 }).catch(() => {});
  if (!response) { await browser.close(); rmSync(profile, { recursive: true, force: true }); process.exit(2); }
  await new Promise(r => setTimeout(r, opt.settle));
  for (const spec of opt.press ? opt.press.split(',') : []) {
    if (spec.startsWith('type:')) await page.keyboard.type(spec.slice(5));
    else await press(page, spec);
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 5000 }).catch(() => {});
  }
  return { ctx, page, net, response };
}

// One key with those that are held meanwhile, as in Control+k
async function press(page, keys) {
  const held = keys.split('+'), key = held.pop() || '+';
  for (const one of held) await page.keyboard.down(one);
  await page.keyboard.press(key);
  for (const one of held.reverse()) await page.keyboard.up(one);
}

// 1. Load: weight, requests, headers, paint, keyboard
if (opt.quick) {
  const { ctx, page, net, response } = await open();
  const h = response.headers();
  report.status = response.status();
  report.headers = {};
  for (const k of ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'x-frame-options', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy', 'cache-control', 'strict-transport-security', 'access-control-allow-origin'])
    if (h[k]) report.headers[k] = h[k];
  const csp = h['content-security-policy'] || '';
  const cspProblems = [];
  if (!csp) cspProblems.push('no Content-Security-Policy header');
  else {
    const d = Object.fromEntries(csp.split(';').map(x => x.trim().split(/\s+/)).filter(x => x[0]).map(([k, ...v]) => [k.toLowerCase(), v.join(' ')]));
    const script = d['script-src'] ?? d['default-src'];
    if (script === undefined) cspProblems.push('no script-src/default-src');
    else { if (/'unsafe-inline'/.test(script) && !/'nonce-|'sha\d+-|'strict-dynamic'/.test(script)) cspProblems.push("script-src has 'unsafe-inline'");
      if (/'unsafe-eval'/.test(script)) cspProblems.push("script-src has 'unsafe-eval'"); if (/(^|\s)(\*|https?:)(\s|$)/.test(script)) cspProblems.push('script-src allows any host'); }
    if (/'unsafe-inline'/.test(d['style-src'] ?? d['default-src'] ?? '')) cspProblems.push("style-src has 'unsafe-inline'");
    for (const [k, want] of [['object-src', "'none'"], ['base-uri', "'none'"], ['frame-ancestors', "'none'"]])
      if (d[k] !== want && !(k === 'object-src' && d['default-src'] === "'none'")) cspProblems.push(`${k} is not ${want}`);
    if (!('form-action' in d)) cspProblems.push('no form-action');
  }
  report.csp = cspProblems;
  const bytes = net.requests.reduce((s, r) => s + (r.bytes || 0), 0);
  report.weight = { kB: +(bytes / 1000).toFixed(1), requests: net.requests.length, uncompressed: net.requests.filter(r => !r.encoding && /text|json|javascript|svg/.test(r.mime || '') && r.bytes > 1400).map(r => r.url.replace(origin, '')),
    largest: [...net.requests].sort((a, b) => b.bytes - a.bytes).slice(0, 5).map(r => `${r.url.replace(origin, '')} ${(r.bytes / 1000).toFixed(1)} kB`) };
  // A later view: what a browser that has seen one page loads for this one
  {
    const seen = net.requests.length;
    await page.goto('about:blank');
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 5000 }).catch(() => {});
    report.weight.laterKB = +(net.requests.slice(seen).reduce((s, r) => s + (r.bytes || 0), 0) / 1000).toFixed(1);
  }
  const html = await page.content();
  report.weight.documentGzipKB = +(gzipSync(html).length / 1000).toFixed(1);
  report.external = [...new Set(net.external)];
  report.consoleErrors = net.consoleErrors;
  report.failedRequests = net.failed;
  report.timing = await page.evaluate(() => { const n = performance.getEntriesByType('navigation')[0], p = performance.getEntriesByName('first-contentful-paint')[0];
    return { ttfbMs: Math.round(n.responseStart), domMs: Math.round(n.domContentLoadedEventEnd), loadMs: Math.round(n.loadEventEnd), fcpMs: p ? Math.round(p.startTime) : null, domNodes: document.querySelectorAll('*').length }; });
  report.document = await page.evaluate(() => ({ title: document.title, lang: document.documentElement.lang || null, h1: document.querySelectorAll('h1').length,
    main: !!document.querySelector('main,[role=main]'), skipLink: !!document.querySelector('a[href^="#"]'), words: (document.body.innerText.match(/\S+/g) || []).length }));
  // Keyboard: press Tab until focus returns to the start; every interactive element must be reached, with a visible focus mark
  report.keyboard = await (async () => {
    const total = await page.evaluate(() => { const vis = e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && e.checkVisibility({ visibilityProperty: true }) && !e.closest('[inert],[hidden],dialog:not([open])'); };
      // Tab stops once in a group of radio buttons, at the one that is chosen, else at the first; the arrows go on.
      const stop = e => { const group = [...document.querySelectorAll(`input[type=radio][name="${CSS.escape(e.name)}"]`)].filter(o => o.form === e.form && !o.disabled); return group.find(o => o.checked) ?? group[0]; };
      let n = 0; window.__ux = []; for (const e of document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary,[tabindex],[contenteditable=true],[role=button],[onclick]')) {
        if (e.disabled || !vis(e)) continue; if (e.getAttribute('tabindex') === '-1') continue; if (e.type === 'radio' && e.name && e !== stop(e)) continue;
        e.__ux = n++; window.__ux.push(e); } return n; });
    const base = await page.evaluate(() => window.__ux.map(e => { const s = getComputedStyle(e); return [s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join('|'); }));
    const seen = new Set(), invisible = []; let traps = 0, last = null, same = 0;
    for (let i = 0; i < Math.min(total + 20, 400); i++) {
      await page.keyboard.press('Tab');
      const f = await page.evaluate(() => { const e = document.activeElement; if (!e || e === document.body) return { k: null };
        const s = getComputedStyle(e); return { k: e.__ux ?? -1, style: [s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecorationLine].join('|'), name: (e.innerText || e.getAttribute('aria-label') || e.name || e.tagName).slice(0, 40) }; });
      if (f.k === null) { if (seen.size) break; continue; }
      if (f.k === last) { if (++same > 3) { traps++; break; } } else same = 0;
      last = f.k;
      if (f.k >= 0) { if (seen.has(f.k) && seen.size >= total) break; if (!seen.has(f.k) && f.style === base[f.k]) invisible.push(f.name); seen.add(f.k); }
    }
    const missed = await page.evaluate(ks => window.__ux.filter(e => !ks.includes(e.__ux)).slice(0, 10).map(e => e.outerHTML.slice(0, 100)), [...seen]);
    return { interactive: total, reached: seen.size, missed: total > 380 ? ['(page has too many elements for a full walk)'] : missed, noFocusMark: invisible, traps };
  })();
  if (opt.out) await page.pdf({ path: join(opt.out, 'print.pdf'), format: 'A4' });
  await ctx.close();
}

// 2. axe in 4 modes, reflow at 360 and 320 px, dark mode really dark
report.axe = {}; report.layout = {};
if (opt.quick) for (const m of [{ name: 'desktop-light', width: 1280 }, { name: 'desktop-dark', width: 1280, scheme: 'dark' }, { name: 'phone-light', width: 360, height: 740 }, { name: 'phone-dark', width: 360, height: 740, scheme: 'dark' }, { name: 'reflow-320', width: 320, height: 640 }]) {
  const { ctx, page } = await open(m);
  const lum = await page.evaluate(() => { const bg = [document.body, document.documentElement].map(e => getComputedStyle(e).backgroundColor).find(c => !/, 0\)$|transparent/.test(c)) || 'rgb(255, 255, 255)';
    const c = document.createElement('canvas').getContext('2d'); c.fillStyle = bg; c.fillRect(0, 0, 1, 1); const [r, g, b] = c.getImageData(0, 0, 1, 1).data; return Math.round((0.2126 * r + 0.7152 * g + 0.0722 * b) / 2.55); });
  // a phone page without a viewport meta is laid out 980 px wide: compare with the width asked for
  const overflow = await page.evaluate(want => { const w = Math.min(want, document.documentElement.clientWidth); const o = Math.max(document.documentElement.scrollWidth, document.documentElement.clientWidth < want ? 0 : document.documentElement.clientWidth) - want;
    return o <= 0 ? null : { px: o, by: [...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > w + 1 && !e.closest('[data-scroll-x]')).slice(0, 5).map(e => e.outerHTML.slice(0, 80)) }; }, m.width);
  report.layout[m.name] = { overflow, backgroundLuminance: lum };
  if (!m.name.startsWith('reflow')) {
    // evaluate() runs in the page through CDP, so a strict CSP does not stop axe
    await page.evaluate(axeSource);
    const r = await page.evaluate(async () => { const only = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, resultTypes: ['violations', 'incomplete'] };
      const r = await window.axe.run(document, only);
      // The menus that are closed, one of each kind (what every card offers looks the same), opened one after another
      const menus = new Map([...document.querySelectorAll('[popover]')].filter(e => !e.checkVisibility()).map(e => [e.id.replace(/\d+/, ''), e]));
      for (const e of menus.values()) { e.showPopover(); const found = await window.axe.run(e, only); r.violations.push(...found.violations); r.incomplete.push(...found.incomplete); e.hidePopover(); }
      const f = v => ({ id: v.id, impact: v.impact, wcag: v.tags.filter(t => /^wcag\d/.test(t)).join(' '), help: v.help, nodes: v.nodes.length, first: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160)) });
      return { violations: r.violations.map(f), incomplete: r.incomplete.map(f), passes: r.passes.length }; });
    report.axe[m.name] = r;
  }
  if (opt.out) await page.screenshot({ path: join(opt.out, `${m.name}.png`), fullPage: m.name.startsWith('phone') });
  await ctx.close();
}

// 3. Content without JavaScript
if (opt.quick) {
  const { ctx, page } = await open({ js: false });
  const cdp = await page.createCDPSession();
  const { root } = await cdp.send('DOM.getDocument', { depth: 0 });
  const { nodeId } = await cdp.send('DOM.querySelector', { nodeId: root.nodeId, selector: 'main,[role=main],body' });
  const { outerHTML } = await cdp.send('DOM.getOuterHTML', { nodeId });
  report.noJsWords = (outerHTML.replace(/<(script|style|noscript)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' ').match(/\S+/g) || []).length;
  await ctx.close();
}

// 4. Interaction latency: Event Timing (input to next paint), 8 ms granularity, floor 16 ms
if (opt.keys) {
  const { ctx, page } = await open();
  await page.evaluate(() => { window.__ev = []; new PerformanceObserver(l => { for (const e of l.getEntries()) if (/^(keydown|keyup|keypress|input|beforeinput|click|pointerdown|pointerup)$/.test(e.name)) window.__ev.push({ n: e.name, d: e.duration, id: e.interactionId, p: e.processingEnd - e.processingStart }); }).observe({ type: 'event', durationThreshold: 16, buffered: true });
    window.__long = []; new PerformanceObserver(l => { for (const e of l.getEntries()) window.__long.push(e.duration); }).observe({ type: 'longtask', buffered: false }); });
  let presses = 0;
  for (const spec of opt.keys.split(',')) {
    const step = async k => { await press(page, k); presses++; await new Promise(r => setTimeout(r, 70)); };
    if (spec.startsWith('type:')) for (const ch of spec.slice(5)) await step(ch);
    else { const m = spec.match(/^(.+)\*(\d+)$/); for (let i = 0; i < (m ? +m[2] : 1); i++) await step(m ? m[1] : spec); }
  }
  await new Promise(r => setTimeout(r, 500));
  const { ev, long } = await page.evaluate(() => ({ ev: window.__ev, long: window.__long }));
  const byId = new Map(); for (const e of ev) if (e.id) byId.set(e.id, Math.max(byId.get(e.id) || 0, e.d));
  // interactions below 16 ms are not reported by the browser: count them at 16
  const ds = [...byId.values()]; while (ds.length < presses) ds.push(16);
  report.latency = { presses, p50: pct(ds, 0.5), p95: pct(ds, 0.95), max: Math.max(...ds), longTasks: long.length };
  await ctx.close();
}

// 5. Lighthouse
if (opt.lighthouse) {
  const port = +new URL(browser.wsEndpoint()).port, runs = [];
  for (let i = 0; i < opt.runs; i++) {
    const flags = { port, output: ['html'], logLevel: 'silent', onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'], extraHeaders: { ...headers, ...(opt.cookie.length ? { Cookie: opt.cookie.join('; ') } : {}) } };
    const r = await lighthouse(url, flags, opt.form === 'desktop' ? desktopConfig : undefined);
    if (r.lhr.runtimeError) { console.error('Lighthouse:', r.lhr.runtimeError.message); process.exitCode = 2; }
    runs.push(r); if (opt.out && i === 0) writeFileSync(join(opt.out, 'lighthouse.html'), r.report[0]);
  }
  const score = c => median(runs.map(r => Math.round((r.lhr.categories[c].score ?? 0) * 100)));
  const num = a => Math.round(median(runs.map(r => r.lhr.audits[a]?.numericValue ?? NaN)));
  const lhr = runs[0].lhr;
  // Lighthouse throttles by a factor, whatever the machine: below an index of 1,000 it says itself that it reckons too low.
  report.lighthouse = { version: lhr.lighthouseVersion, machineIndex: Math.round(median(runs.map(r => r.lhr.environment.benchmarkIndex))), performance: score('performance'), accessibility: score('accessibility'), bestPractices: score('best-practices'), seo: score('seo'),
    fcpMs: num('first-contentful-paint'), lcpMs: num('largest-contentful-paint'), tbtMs: num('total-blocking-time'), siMs: num('speed-index'), cls: +(median(runs.map(r => r.lhr.audits['cumulative-layout-shift'].numericValue)).toFixed(3)),
    failing: ['performance', 'accessibility', 'best-practices'].flatMap(c => lhr.categories[c].auditRefs.filter(a => a.weight > 0 && lhr.audits[a.id].score !== null && lhr.audits[a.id].score < 0.9).map(a => `${c}: ${a.id} (${lhr.audits[a.id].displayValue || lhr.audits[a.id].title})`)) };
}
await browser.close();
rmSync(profile, { recursive: true, force: true });

// Budgets
const L = report.lighthouse;
if (L) { for (const [k, least] of [['performance', opt.minPerformance], ['accessibility', opt.minScore], ['bestPractices', opt.minScore]]) need(L[k] >= least, `Lighthouse ${k} ${L[k]} < ${least}${k === 'performance' ? ` (FCP ${L.fcpMs}, LCP ${L.lcpMs}, TBT ${L.tbtMs}, SI ${L.siMs} ms; the machine's index ${L.machineIndex})` : ''}`); need(L.cls <= 0.05, `CLS ${L.cls} > 0.05`); }
if (opt.quick) {
  need(report.status === opt.wanted, `status ${report.status}`);
  const axeCount = Object.values(report.axe).reduce((s, r) => s + r.violations.length, 0);
  need(axeCount === 0, `axe: ${axeCount} violations over 4 modes`);
  need(report.weight.kB <= opt.maxKb, `weight ${report.weight.kB} kB > ${opt.maxKb}`);
  need(report.weight.laterKB <= opt.maxLaterKb, `later view ${report.weight.laterKB} kB > ${opt.maxLaterKb}`);
  need(report.weight.requests <= opt.maxRequests, `${report.weight.requests} requests > ${opt.maxRequests}`);
  need(report.external.length === 0, `${report.external.length} external requests`);
  need(report.consoleErrors.length === 0, `${report.consoleErrors.length} console errors`);
  need(report.csp.length === 0, `CSP: ${report.csp.join('; ')}`);
  need(report.headers['x-content-type-options'] === 'nosniff', 'no X-Content-Type-Options: nosniff');
  need(/no-referrer|same-origin/.test(report.headers['referrer-policy'] || ''), 'no strict Referrer-Policy');
  need(report.timing.fcpMs !== null && report.timing.fcpMs <= opt.maxFcp, `FCP ${report.timing.fcpMs} ms > ${opt.maxFcp}`);
  for (const [k, v] of Object.entries(report.layout)) need(!v.overflow, `horizontal overflow of ${v.overflow?.px} px in ${k}`);
  need(report.layout['desktop-dark'].backgroundLuminance < 30 && report.layout['desktop-light'].backgroundLuminance > 70, 'no dark mode (background does not change)');
  need(report.keyboard.reached === report.keyboard.interactive, `keyboard reaches ${report.keyboard.reached} of ${report.keyboard.interactive}`);
  need(report.keyboard.noFocusMark.length === 0, `${report.keyboard.noFocusMark.length} elements without visible focus`);
  need(report.document.lang && report.document.title && report.document.h1 === 1 && report.document.main, 'document needs lang, title, one h1 and main');
  need(report.noJsWords >= 5, `only ${report.noJsWords} words without JavaScript`);
}
if (report.latency) need(report.latency.p95 <= opt.maxP95, `key latency p95 ${report.latency.p95} ms > ${opt.maxP95}`);
report.missed = fails;
if (opt.out) writeFileSync(join(opt.out, 'report.json'), JSON.stringify(report, null, 1));

if (opt.json) console.log(JSON.stringify(report, null, 1));
else {
  console.log(`${url}  (${report.chromium}, HTTP ${report.status})`);
  if (L) console.log(`Lighthouse ${L.version} ${opt.form}: performance ${L.performance}, accessibility ${L.accessibility}, best practices ${L.bestPractices}, seo ${L.seo}; FCP ${L.fcpMs} LCP ${L.lcpMs} TBT ${L.tbtMs} SI ${L.siMs} ms, CLS ${L.cls}`);
  for (const f of L?.failing ?? []) console.log(`  - ${f}`);
  if (opt.quick) {
  for (const [k, r] of Object.entries(report.axe)) { console.log(`axe ${k}: ${r.violations.length} violations, ${r.incomplete.length} to check by hand`); for (const v of r.violations) console.log(`  - [${v.impact}] ${v.id} x${v.nodes} ${v.wcag}: ${v.help}\n      ${v.first[0]}`); }
  console.log(`Weight: ${report.weight.kB} kB (later ${report.weight.laterKB}) in ${report.weight.requests} requests (document ${report.weight.documentGzipKB} kB gzip, ${report.timing.domNodes} nodes); external ${report.external.length}${report.external.length ? ': ' + report.external.slice(0, 3).join(' ') : ''}`);
  console.log(`Real load: TTFB ${report.timing.ttfbMs}, FCP ${report.timing.fcpMs}, DOM ${report.timing.domMs}, load ${report.timing.loadMs} ms`);
  console.log(`Keyboard: ${report.keyboard.reached}/${report.keyboard.interactive} reached, ${report.keyboard.noFocusMark.length} without focus mark; without JavaScript ${report.noJsWords} words`);
  for (const x of report.keyboard.missed) console.log(`  - not reached: ${x}`);
  console.log(`Layout: ${Object.entries(report.layout).map(([k, v]) => `${k} ${v.overflow ? 'OVERFLOW ' + v.overflow.px + 'px' : 'ok'}`).join(', ')}; background luminance light ${report.layout['desktop-light'].backgroundLuminance} dark ${report.layout['desktop-dark'].backgroundLuminance}`);
  }
  if (report.latency) console.log(`Latency (Event Timing): ${report.latency.presses} presses, p50 ${report.latency.p50}, p95 ${report.latency.p95}, max ${report.latency.max} ms, ${report.latency.longTasks} long tasks`);
  for (const e of (report.consoleErrors ?? []).slice(0, 5)) console.log(`  console error: ${e}`);
  console.log(fails.length ? `MISSED ${fails.length}:\n${fails.map(f => '  x ' + f).join('\n')}` : 'ALL BUDGETS MET');
}
process.exit(process.exitCode || (fails.length ? 1 : 0));
