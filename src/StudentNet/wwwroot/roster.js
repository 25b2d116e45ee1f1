// The roster: marks saved row by row, keyboard work, batches, undo. See docs/ui.md for the markup it expects.
// Without it the radios post with the form around them, by a button in <noscript>.

const on = (type, act) => document.addEventListener(type, act);
const table = () => document.querySelector('table[data-marks]');
const rows = () => [...(table()?.tBodies[0]?.rows ?? [])].filter(row => row.dataset.row);
const selected = () => rows().filter(row => row.classList.contains('tr-sel'));
const radios = row => [...row.querySelectorAll('[type=radio]')];
const marked = row => radios(row).find(radio => radio.checked)?.value ?? '';
const keysOn = () => document.querySelector('[data-keys-on]')?.checked ?? true;
const past = [];   // what undo takes back: [row id, mark before]
const unsaved = new Map();   // row id → mark that has not reached the server
let sending = false;
let failures = 0;

/* ── moving ── */
const current = () => rows().find(row => row.classList.contains('tr-on'));

function become(row) {
  current()?.classList.remove('tr-on');
  row.classList.add('tr-on');
}

function go(row) {
  if (!row) return;
  become(row);
  (radios(row).find(radio => radio.checked) ?? radios(row)[0] ?? row.querySelector('a, button, input'))?.focus({ preventScroll: true });
  row.scrollIntoView({ block: 'nearest' });
}

function select(row, isOn) {
  const box = row.querySelector('[type=checkbox]');
  if (box) box.checked = isOn;
  row.classList.toggle('tr-sel', isOn);
  const count = selected().length;
  for (const e of document.querySelectorAll('[data-selected]')) e.textContent = count;
  for (const e of document.querySelectorAll('[data-batch]')) e.setAttribute('aria-disabled', String(count === 0));
}

/* ── marking and saving ── */
function mark(row, value, isUndo = false) {
  const before = row.dataset.mark ?? '';
  if (before === value) return;
  if (!isUndo) past.push([row.dataset.row, before]);
  show(row, value);
  unsaved.set(row.dataset.row, value);
  send();
}

function show(row, value) {
  row.dataset.mark = value;
  for (const radio of radios(row)) radio.checked = radio.value === value;
}

function undo() {
  const [id, before] = past.pop() ?? [];
  const row = rows().find(each => each.dataset.row === id);
  if (!row) return;
  mark(row, before, true);
  go(row);
}

function say(text, tone) {
  const place = document.querySelector('[data-saved]');
  if (!place) return;
  place.textContent = text;
  place.classList.toggle('bad', tone === 'bad');
}

// One after the other: the server sees the marks in the order in which they were made.
async function send() {
  if (sending || unsaved.size === 0 || !table()?.dataset.save) return;
  const [id, value] = unsaved.entries().next().value;
  sending = true;
  say('儲存中…');
  try {
    const answer = await fetch(table().dataset.save, {
      method: 'POST',
      headers: { RequestVerificationToken: document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '' },
      body: new URLSearchParams({ row: id, mark: value }),
    });
    if (answer.status >= 500) throw new Error(answer.statusText);
    failures = 0;
    if (unsaved.get(id) === value) unsaved.delete(id);
    sending = false;
    if (!answer.ok) return refuse(id, await answer.text());
    replace(id, await answer.text());
    if (unsaved.size) send();
    else say(`全部已儲存 ${new Date().toLocaleTimeString('zh-TW', { hour12: false })}`);
  } catch {
    // The mark stays on the screen and is sent again: nothing is lost silently.
    sending = false;
    failures++;
    say(`連線中斷，${unsaved.size} 筆未儲存。連上後自動重送。`, 'bad');
    setTimeout(send, Math.min(30000, 1000 * 2 ** failures));
  }
}

// The window has closed or somebody else was quicker: the row shows what the server has, and why.
function refuse(id, why) {
  const row = rows().find(each => each.dataset.row === id);
  if (row) show(row, row.dataset.stored ?? '');
  say(why.startsWith('<') ? '這一筆沒有儲存，請重新整理後再試。' : why, 'bad');
}

// An answer with a row in it replaces the row; an empty one confirms what is there.
function replace(id, html) {
  const row = rows().find(each => each.dataset.row === id);
  if (!row) return;
  row.dataset.stored = row.dataset.mark ?? '';
  if (!html.trimStart().startsWith('<tr')) return;
  const holder = document.createElement('template');
  holder.innerHTML = html;
  const next = holder.content.querySelector('tr');
  const hadFocus = row.contains(document.activeElement);
  settle(next);
  next.classList.toggle('tr-on', row.classList.contains('tr-on'));
  row.replaceWith(next);
  if (hadFocus) go(next);
}

// What the server wrote is what a refused mark goes back to.
function settle(row) {
  row.dataset.mark = marked(row);
  row.dataset.stored = row.dataset.mark;
}

addEventListener('online', send);
addEventListener('beforeunload', e => { if (unsaved.size) e.preventDefault(); });

/* ── events ── */
on('focusin', e => {
  const row = e.target.closest('table[data-marks] tr[data-row]');
  if (row && row !== current()) become(row);
});

on('change', e => {
  if (!e.target.closest('table[data-marks]')) return;
  const row = e.target.closest('tr[data-row]');
  if (e.target.matches('[data-all]')) rows().forEach(each => select(each, e.target.checked));
  else if (e.target.matches('[type=checkbox]')) select(row, e.target.checked);
  else if (e.target.matches('[type=radio]')) mark(row, e.target.value);
});

on('click', e => {
  if (e.target.closest('[data-undo]')) undo();
  const batch = e.target.closest('[data-batch]')?.dataset.batch;
  if (!batch) return;
  for (const row of selected()) {
    if (batch !== 'clear') mark(row, batch);
    select(row, false);
  }
});

// Single keys act only while the roster has the focus, and can be switched off (WCAG 2.1.4).
on('keydown', e => {
  const inRoster = e.target.closest('[data-roster], table[data-marks]');
  if (!inRoster || e.altKey || e.isComposing || e.target.matches('input[type=text], input[type=search], select, textarea')) return;
  if (e.ctrlKey || e.metaKey) {
    if (e.key.toLowerCase() === 'z') { e.preventDefault(); undo(); }
    return;
  }
  const single = e.key.length === 1;
  if (single && !keysOn()) return;
  const all = rows();
  const here = current();
  const at = here ? all.indexOf(here) : -1;
  const actions = {
    ArrowDown: () => go(all[at + 1]),
    ArrowUp: () => go(all[at - 1]),
    Home: () => go(all[0]),
    End: () => go(all.at(-1)),
    Escape: () => selected().forEach(row => select(row, false)),
    n: () => go(all.slice(at + 1).find(row => !marked(row))),
    '/': () => document.querySelector('[data-focus-key="/"]')?.focus(),
    '?': () => document.querySelector('[data-dialog="keys"]')?.click(),
  };
  if (here) {
    actions[0] = () => mark(here, '');
    for (const radio of radios(here)) {
      const key = radio.dataset.key ?? radio.value;
      actions[key] = () => { mark(here, radio.value); go(rows()[at + 1]); };
    }
    if (!e.target.matches('[type=checkbox]')) actions[' '] = () => select(here, !here.classList.contains('tr-sel'));
  }
  const act = actions[single ? e.key.toLowerCase() : e.key];
  if (!act) return;
  e.preventDefault();
  act();
});

rows().forEach(settle);
for (const e of document.querySelectorAll('[data-batch]')) e.setAttribute('aria-disabled', String(selected().length === 0));
