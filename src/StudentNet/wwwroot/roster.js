// The roster: marks saved row by row, keyboard work, batches, undo. See docs/ui.md for the markup it expects.
// Without it the radios post with the form around them, by a button in <noscript>.

const on = (type, act) => document.addEventListener(type, act);
const table = () => document.querySelector('table[data-marks]');
const rows = () => [...(table()?.tBodies[0]?.rows ?? [])].filter(row => row.dataset.row);
const rowOf = id => rows().find(row => row.dataset.row === id);
const selected = () => rows().filter(row => row.classList.contains('tr-sel'));
const radios = row => [...row.querySelectorAll('[type=radio]')];
const keysOn = () => document.querySelector('[data-keys-on]')?.checked ?? true;
const past = [];   // what undo takes back: for each step, the rows it changed and what they said before
const unsaved = new Map();   // row id → how often it changed since it was last saved
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
  countSelected();
}

function countSelected() {
  const count = selected().length;
  for (const e of document.querySelectorAll('[data-selected]')) e.textContent = count;
  for (const e of document.querySelectorAll('[data-batch]')) e.setAttribute('aria-disabled', String(count === 0));
  const all = document.querySelector('[data-all]');
  if (all) all.checked = count > 0 && count === rows().length;
}

/* ── what a row says: its mark, and for 2 and 3 the reason with what the reason needs ── */
const marked = row => radios(row).find(radio => radio.checked)?.value ?? '';
const why = part => part.querySelector('[data-why]');
const detail = part => part.querySelector('[data-detail]');
const says = row => ({ mark: marked(row), reason: why(row)?.value ?? '', detail: detail(row)?.value.trim() ?? '' });
const needsWhy = mark => mark === '2' || mark === '3';

function isComplete(part, mark) {
  if (!needsWhy(mark)) return true;
  const chosen = why(part)?.selectedOptions[0];
  return Boolean(chosen?.value) && (!chosen.dataset.needs || detail(part).value.trim() !== '');
}

function show(row, { mark, reason, detail: words }) {
  for (const radio of radios(row)) radio.checked = radio.value === mark && mark !== '';
  row.dataset.mark = mark;
  if (!needsWhy(mark)) return;
  addWhy(row);
  if (reason !== undefined) why(row).value = reason;
  if (words !== undefined) detail(row).value = words;
  label(row);
}

function addWhy(row) {
  if (why(row)) return;
  const part = document.getElementById('why').content.cloneNode(true);
  const name = row.querySelector('th')?.textContent.trim() ?? '';
  for (const e of part.querySelectorAll('[name]')) {
    e.name = e.name.replace('KEY', row.dataset.row);
    e.setAttribute('aria-label', e.getAttribute('aria-label').replace('NAME', name));
  }
  row.querySelector('.c-why').append(part);
}

// The field beside the reason says what it is for, and offers schools only where a school is meant.
function label(part) {
  const chosen = why(part)?.selectedOptions[0];
  const field = detail(part);
  if (!field) return;
  field.placeholder = chosen?.dataset.needs ?? '';
  field.hidden = Boolean(chosen) && chosen.value !== '' && !chosen.dataset.needs;
  if (chosen?.dataset.school !== 'true') field.removeAttribute('list');
  else field.setAttribute('list', 'schools');
}

// The usual reason of 其他 is another school; 未報到 has no usual one.
function propose(part, mark) {
  const chosen = why(part).selectedOptions[0];
  if (chosen?.value && chosen.dataset.mark === mark) return;
  const usual = [...why(part).options].find(option => option.dataset.mark === mark && option.dataset.school === 'true');
  why(part).value = usual?.value ?? '';
  detail(part).value = '';
  label(part);
}

function askWhy(part) {
  label(part);
  (why(part).value && !detail(part).hidden ? detail(part) : why(part)).focus({ preventScroll: true });
}

/* ── marking ── */
function remember(step) {
  past.push(step.map(row => [row.dataset.row, stored(row)]));
}

const stored = row => JSON.parse(row.dataset.stored ?? '{"mark":""}');

// A mark that is complete is saved at once; one that wants a reason waits in its row and asks.
function mark(row, value, isStep = true) {
  if (isStep) remember([row]);
  if (needsWhy(value)) {
    addWhy(row);
    propose(row, value);
  }
  show(row, { mark: value });
  return commit(row);
}

function commit(row) {
  const complete = isComplete(row, marked(row));
  row.classList.toggle('tr-ask', !complete);
  if (complete && JSON.stringify(says(row)) !== row.dataset.stored) queue(row);
  else if (!complete) {
    unsaved.delete(row.dataset.row);
    say(`${asked()} 筆還沒有原因`, 'bad');
  }
  return complete;
}

const asked = () => rows().filter(row => row.classList.contains('tr-ask')).length;

function queue(row) {
  row.dataset.stored = JSON.stringify(says(row));
  unsaved.set(row.dataset.row, (unsaved.get(row.dataset.row) ?? 0) + 1);
  send();
}

function undo() {
  const step = past.pop();
  if (!step) return;
  for (const [id, before] of step) {
    const row = rowOf(id);
    if (!row) continue;
    show(row, before);
    commit(row);
  }
  go(rowOf(step[0][0]));
}

function say(text, tone) {
  const place = document.querySelector('[data-saved]');
  if (!place) return;
  place.textContent = text;
  place.classList.toggle('bad', tone === 'bad');
}

/* ── saving: everything that waits goes in one request; the server answers with the rows as they now stand ── */
const AtOnce = 100;

function body(ids) {
  const fields = new URLSearchParams();
  for (const id of ids) {
    const row = rowOf(id);
    const said = says(row);
    fields.set(`mark.${id}`, said.mark);
    fields.set(`reason.${id}`, needsWhy(said.mark) ? said.reason : '');
    fields.set(`detail.${id}`, needsWhy(said.mark) ? said.detail : '');
    fields.set(`seen.${id}`, row.querySelector(`[name="seen.${id}"]`)?.value ?? '');
  }
  return fields;
}

async function send() {
  if (sending || unsaved.size === 0 || !table()?.dataset.save) return;
  const sent = new Map([...unsaved].slice(0, AtOnce));
  sending = true;
  say('儲存中…');
  let answer, text;
  try {
    answer = await fetch(table().dataset.save, {
      method: 'POST',
      headers: { RequestVerificationToken: document.querySelector('input[name="__RequestVerificationToken"]')?.value ?? '' },
      body: body(sent.keys()),
    });
    text = await answer.text();
    if (answer.status >= 500) throw new Error(answer.statusText);
  } catch {
    // The marks stay on the screen and are sent again: nothing is lost silently.
    sending = false;
    failures++;
    say(`連線中斷，${unsaved.size} 筆未儲存。連上後自動重送。`, 'bad');
    setTimeout(send, Math.min(30000, 1000 * 2 ** failures));
    return;
  }
  sending = false;
  failures = 0;
  const page = new DOMParser().parseFromString(text, 'text/html');
  if (!answer.ok || answer.redirected || !page.querySelector('tr[data-row], #marks-bar')) return refuse(answer, page);
  for (const [id, times] of sent) settle(id, times, page.querySelector(`tr[data-row="${id}"]`));
  for (const e of page.querySelectorAll('body > [id]')) document.getElementById(e.id)?.replaceWith(e);
  if (unsaved.size) return send();
  const wrong = rows().filter(row => row.querySelector('.field-error')).length;
  if (wrong) say(`${wrong} 筆沒有儲存，請看列內的說明`, 'bad');
  else if (asked()) say(`${asked()} 筆還沒有原因`, 'bad');
  else say(`全部已儲存 ${new Date().toLocaleTimeString('zh-TW', { hour12: false })}`);
}

// Signed out, or the window has closed: nothing more can be saved from here, and the marks stay to be seen.
function refuse(answer, page) {
  const reason = page.querySelector('main b, main h1')?.textContent.trim();
  const words = answer.redirected ? '登入已逾時，請在新分頁登入，再回來勾選一次' : reason ?? '這次沒有儲存，請重新整理後再試';
  say(`${words}（${unsaved.size} 筆未儲存）`, 'bad');
}

function settle(id, times, next) {
  const row = rowOf(id);
  if (!row || !next) return;
  if (unsaved.get(id) !== times) {
    // Changed again meanwhile: what was typed stays, the version is the new one.
    const seen = row.querySelector(`[name="seen.${id}"]`);
    const now = next.querySelector(`[name="seen.${id}"]`);
    if (seen && now) seen.value = now.value;
    return;
  }
  unsaved.delete(id);
  const held = document.activeElement;
  const place = !row.contains(held) ? null : held.matches('[data-why]') ? '[data-why]' : held.matches('[data-detail]') ? '[data-detail]' : ':checked, [type=radio]';
  for (const name of ['tr-on', 'tr-sel']) next.classList.toggle(name, row.classList.contains(name));
  const box = next.querySelector('[type=checkbox]');
  if (box) box.checked = row.classList.contains('tr-sel');
  row.replaceWith(next);
  adopt(next);
  if (place) (next.querySelector(place) ?? radios(next)[0])?.focus({ preventScroll: true });
}

// What the server wrote is what undo goes back to and what an untouched row is compared with.
function adopt(row) {
  row.dataset.mark = marked(row);
  row.dataset.stored = JSON.stringify(says(row));
  for (const e of row.querySelectorAll('[data-scripted]')) e.hidden = false;
  label(row);
}

addEventListener('online', send);
addEventListener('beforeunload', e => { if (unsaved.size || rows().some(row => row.classList.contains('tr-ask'))) e.preventDefault(); });

/* ── batches ── */
function applyBatch(value) {
  const dock = document.querySelector('.dock');
  const chosen = selected();
  if (chosen.length === 0) return;
  if (needsWhy(value)) {
    dock.classList.add('is-asking');
    dock.dataset.mark = value;
    propose(dock, value);
    if (!isComplete(dock, value)) return askWhy(dock);
  }
  const said = { mark: value, reason: why(dock)?.value ?? '', detail: detail(dock)?.value ?? '' };
  // Many at once, or some that say something else by now: the server shows what that would do and asks once.
  const many = Number(document.querySelector('table[data-marks]').dataset.askFrom);
  if (chosen.length >= many || chosen.some(row => stored(row).mark && stored(row).mark !== value)) {
    return document.getElementById('marks').requestSubmit(document.querySelector(`[data-batch="${value}"]`));
  }
  remember(chosen);
  for (const row of chosen) {
    show(row, said);
    commit(row);
    select(row, false);
  }
  dock.classList.remove('is-asking');
}

/* ── events ── */
const inRoster = e => e.target.closest('table[data-marks]');

on('focusin', e => {
  const row = inRoster(e) && e.target.closest('tr[data-row]');
  if (row && row !== current()) become(row);
});

on('change', e => {
  if (e.target.matches('[data-why]')) {
    const row = e.target.closest('tr[data-row]');
    const chosen = e.target.selectedOptions[0];
    if (row && chosen.dataset.mark) show(row, { mark: chosen.dataset.mark });
    label(row ?? e.target.closest('.dock'));
    return;
  }
  if (!inRoster(e)) return;
  const row = e.target.closest('tr[data-row]');
  if (e.target.matches('[data-all]')) rows().forEach(each => select(each, e.target.checked));
  else if (e.target.matches('[type=checkbox]')) select(row, e.target.checked);
  else if (e.target.matches('[type=radio]') && !mark(row, e.target.value)) askWhy(row);
});

// A reason is taken when one leaves it, so that walking through the choices saves none of them.
on('focusout', e => {
  const part = e.target.closest('.why-edit');
  if (!part || part.contains(e.relatedTarget)) return;
  const row = part.closest('tr[data-row]');
  if (row && needsWhy(marked(row))) commit(row);
});

on('click', e => {
  if (e.target.closest('[data-undo]')) return undo();
  const choice = e.target.closest('[data-insist], [data-accept]');
  if (choice) {
    const row = choice.closest('tr[data-row]');
    for (const old of row.querySelectorAll('.field-error, .why-choose')) old.remove();
    row.classList.remove('tr-ask', 'tr-overtaken');
    if (choice.dataset.insist !== undefined) {
      show(row, { mark: choice.dataset.insist, reason: choice.dataset.reason, detail: choice.dataset.detail });
      commit(row);
    }
    return go(row);
  }
  const batch = e.target.closest('[data-batch]');
  if (!batch) return;
  e.preventDefault();
  if (batch.dataset.batch === 'clear') selected().forEach(row => select(row, false));
  else applyBatch(batch.dataset.batch);
});

on('keydown', e => {
  if (e.altKey || e.isComposing) return;
  if (e.target.matches('[data-why], [data-detail]')) return whyKey(e);
  if (!e.target.closest('[data-roster]') || e.target.matches('input[type=text], input[type=search], select, textarea')) return;
  if (e.ctrlKey || e.metaKey) {
    if (e.key.toLowerCase() === 'z') { e.preventDefault(); undo(); }
    return;
  }
  const single = e.key.length === 1;
  // Single keys act only while the roster has the focus, and can be switched off (WCAG 2.1.4).
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
    n: () => go(all.slice(at + 1).find(row => !marked(row)) ?? all.find(row => !marked(row))),
    '/': () => document.querySelector('[data-focus-key="/"]')?.focus(),
    '?': () => document.querySelector('[data-dialog="keys"]')?.click(),
  };
  if (here && table()?.dataset.save) {
    actions[0] = () => mark(here, '');
    for (const radio of radios(here)) {
      const value = radio.value;
      actions[radio.dataset.key ?? value] = () => {
        if (selected().length > 0) applyBatch(value);
        else if (mark(here, value)) go(rows()[at + 1]);
        else askWhy(here);
      };
    }
    if (!e.target.matches('[type=checkbox]')) actions[' '] = () => select(here, !here.classList.contains('tr-sel'));
  }
  const act = actions[single ? e.key.toLowerCase() : e.key];
  if (!act) return;
  e.preventDefault();
  act();
});

// In the reason: Enter takes it and goes on to the next row, Escape goes back to the roster.
function whyKey(e) {
  const row = e.target.closest('tr[data-row]');
  if (e.key === 'Escape') {
    if (row) go(row);
    else document.querySelector('.dock').classList.remove('is-asking');
    return;
  }
  if (e.key !== 'Enter') return;
  e.preventDefault();
  if (!row) return applyBatch(document.querySelector('.dock').dataset.mark ?? '2');
  if (commit(row)) go(rows()[rows().indexOf(row) + 1] ?? row);
  else askWhy(row);
}

for (const row of rows()) adopt(row);
countSelected();
