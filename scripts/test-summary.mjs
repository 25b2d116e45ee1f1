// Reads the runner's reports (CTRF) of one ./test and prints the twenty slowest tests, the skipped ones, the phases, and last: N passed, N failed.
// A phase has two times: how long it took, and what its tests took together, of which several run at once.
// Exit code 0 only when every phase ran, ended by itself and nothing failed.
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';

const [folder, seconds] = process.argv.slice(2);
const names = new Set(readdirSync(folder).filter(f => /\.(json|exit|trouble)$/.test(f)).map(f => f.replace(/\.\w+$/, '')));
const phases = [];
const tests = [];

for (const name of ['prepare', 'build', 'kernel', 'files', 'sqlite', 'postgres', 'browser'].filter(n => names.has(n))) {
  const phase = { name, passed: 0, failed: 0, skipped: 0, seconds: 0, together: 0, trouble: [] };
  phases.push(phase);
  if (existsSync(join(folder, `${name}.trouble`))) {
    phase.failed = 1;
    phase.trouble.push('沒有成功');
    continue;
  }

  const exit = Number(readFileSync(join(folder, `${name}.exit`), 'utf8'));
  const report = join(folder, `${name}.json`);
  if (existsSync(report)) {
    const results = JSON.parse(readFileSync(report, 'utf8')).results;
    phase.seconds = results.summary.duration / 1000;
    for (const test of results.tests) {
      tests.push({ phase: name, ...test });
      phase.together += test.duration / 1000;
      if (test.status === 'passed') phase.passed++;
      else if (test.status === 'skipped' || test.status === 'pending') phase.skipped++;
      else phase.failed++;
    }

    // What went wrong outside a test: a fixture that could not clean up, a crash of a collection.
    for (const error of (results.extra?.suites ?? []).flatMap(s => s.errors ?? [])) {
      phase.failed++;
      phase.trouble.push(error.message ?? JSON.stringify(error));
    }
  }

  if (phase.passed + phase.failed + phase.skipped === 0) {
    phase.failed = 1;
    phase.trouble.push(exit === 8 ? '沒有任何測試' : '沒有留下結果就中斷了');
  } else if (exit !== 0 && phase.failed === 0) {
    phase.failed = 1;
    phase.trouble.push(`結束代碼 ${exit}，沒有正常結束`);
  }
}

const short = name => name.replace(/^StudentNet\.(Browser)?Tests\./, '');
const line = (time, phase, text) => console.log(`${time.padStart(9)}  ${phase.padEnd(9)} ${text}`);

const slowest = [...tests].sort((a, b) => b.duration - a.duration).slice(0, 20);
if (slowest.length > 0) {
  console.log('\n最慢的測試');
  for (const test of slowest) line(`${(test.duration / 1000).toFixed(2)} s`, test.phase, short(test.name));
}

const skipped = tests.filter(t => t.status === 'skipped' || t.status === 'pending');
if (skipped.length > 0) {
  console.log('\n略過的測試');
  for (const test of skipped) line('', test.phase, `${short(test.name)}：${test.message ?? ''}`);
}

const failed = tests.filter(t => !['passed', 'skipped', 'pending'].includes(t.status));
if (failed.length > 0) {
  console.log('\n失敗的測試');
  for (const test of failed) line('', test.phase, short(test.name));
}

console.log('\n階段');
const build = join(folder, 'build.seconds');
if (existsSync(build)) line(`${Number(readFileSync(build, 'utf8')).toFixed(1)} s`, 'build', '');
for (const p of phases) {
  line(`${p.seconds.toFixed(1)} s`, p.name, `${p.together.toFixed(1).padStart(7)} s 測試合計  ${p.passed} passed, ${p.failed} failed, ${p.skipped} skipped ${p.trouble.join('；')}`.trimEnd());
}

const sum = key => phases.reduce((total, p) => total + p[key], 0);
line(`${seconds} s`, 'total', sum('skipped') > 0 ? `${sum('skipped')} skipped` : '');
// Who calls ./test knows this line and no other: nothing may stand behind it.
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(phases.length > 0 && sum('failed') === 0 && sum('passed') > 0 ? 0 : 1);
