// Files: <form data-upload> shows how far the file has gone. Without script it is an ordinary form.

const size = bytes => `${(bytes / 1048576).toFixed(1)} MB`;

// Too large is said before the line is kept busy for minutes.
document.addEventListener('change', e => {
  const max = Number(e.target.dataset?.maxBytes ?? 0);
  if (!max) return;
  const large = [...e.target.files].find(file => file.size > max);
  e.target.setCustomValidity(large ? `${large.name} 有 ${size(large.size)}，上限 ${size(max)}` : '');
  e.target.reportValidity();
});

document.addEventListener('submit', e => {
  const form = e.target.closest('form[data-upload]');
  if (!form || e.defaultPrevented || !form.querySelector('[type=file]')?.files.length) return;
  e.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = 'yes';
  const view = progress(form);
  const call = new XMLHttpRequest();
  call.open('POST', form.action);
  // Redirects come back as a header: followed by the call itself, they would use up the notice meant for the reader.
  call.setRequestHeader('X-Upload', '1');
  call.upload.addEventListener('progress', p => {
    if (p.lengthComputable) view.say(p.loaded, p.total, p.loaded < p.total ? `${size(p.loaded)} / ${size(p.total)}` : '已上傳，檢核中…');
  });
  call.addEventListener('load', () => {
    const next = call.getResponseHeader('X-Location');
    if (next) location.assign(next);
    else show(call.responseText, view);
  });
  call.addEventListener('loadend', () => delete form.dataset.sent);
  call.addEventListener('error', () => view.fail('連線中斷，檔案沒有送達。請再按一次上傳。'));
  call.send(new FormData(form, e.submitter));
}, { capture: true });

function progress(form) {
  let place = form.querySelector('[data-progress]');
  if (!place) {
    place = document.createElement('div');
    place.dataset.progress = '';
    form.append(place);
  }
  place.className = 'prog';
  place.setAttribute('role', 'status');
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
  bar.setAttribute('aria-label', '上傳進度');
  const words = document.createElement('span');
  place.replaceChildren(bar, words);
  return {
    say(value, max, text) { Object.assign(bar, { max, value }); words.textContent = text; },
    fail(text) { place.className = 'field-error'; place.replaceChildren(text); },
  };
}

// A refused form comes back as a page: its main part, with the error summary, takes the place of ours.
function show(html, view) {
  const main = new DOMParser().parseFromString(html, 'text/html').querySelector('main');
  if (!main) return view.fail('伺服器沒有正常回應，檔案可能沒有寫入。請重新整理後查看匯入紀錄。');
  document.querySelector('main').replaceWith(main);
  (main.querySelector('[data-focus]') ?? main).focus();
}
