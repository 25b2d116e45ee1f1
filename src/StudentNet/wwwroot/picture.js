// 截圖功能: the page as it stands, with what is typed into it, becomes a PNG on this computer. Nothing is sent anywhere.
// The page is drawn by the browser itself: a copy of it inside an SVG, painted onto a canvas.
const SVG = 'http://www.w3.org/2000/svg';
const HTML = 'http://www.w3.org/1999/xhtml';
const tallest = 12_000;

export async function savePicture() {
  const [width, height] = [document.documentElement.clientWidth, Math.min(tallest, document.documentElement.scrollHeight)];
  const icons = await iconsOf(document);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('width', width);
  svg.setAttribute('height', height);
  // The root of the drawing carries what the root of the page does: the colours hang there.
  for (const { name, value } of document.documentElement.attributes) if (name.startsWith('data-') || name === 'lang') svg.setAttribute(name, value);
  const style = document.createElementNS(HTML, 'style');
  style.textContent = rules();
  const frame = document.createElementNS(SVG, 'foreignObject');
  frame.setAttribute('width', '100%');
  frame.setAttribute('height', '100%');
  frame.append(copy(document.body), style);
  svg.append(icons, frame);

  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(svg))}`;
  await image.decode();
  const scale = Math.min(2, window.devicePixelRatio || 1);
  const canvas = Object.assign(document.createElement('canvas'), { width: width * scale, height: height * scale });
  const pen = canvas.getContext('2d');
  pen.fillStyle = getComputedStyle(document.body).backgroundColor;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise(done => canvas.toBlob(done, 'image/png'));
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: `${nameOf()}.png` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// N3.31_勾選報到_20260930-1024
function nameOf() {
  const now = new Date();
  const two = n => String(n).padStart(2, '0');
  const page = (document.querySelector('h1')?.textContent ?? document.title).trim().replace(/[\\/:*?"<>|\s]+/g, '_');
  return `${page}_${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}`;
}

const rules = () => [...document.styleSheets].flatMap(sheet => [...sheet.cssRules].map(rule => rule.cssText)).join('\n');

function copy(body) {
  const twin = body.cloneNode(true);
  const [theirs, ours] = ['input, select, textarea', 'input, select, textarea'].map((fields, i) => [...(i ? body : twin).querySelectorAll(fields)]);
  theirs.forEach((field, i) => {
    const own = ours[i];
    if (own.type === 'password') return field.removeAttribute('value');
    if (own.type === 'checkbox' || own.type === 'radio') return field.toggleAttribute('checked', own.checked);
    if (own.tagName === 'SELECT') [...field.options].forEach((option, n) => option.toggleAttribute('selected', n === own.selectedIndex));
    else if (own.tagName === 'TEXTAREA') field.textContent = own.value;
    else field.setAttribute('value', own.value);
  });
  for (const e of twin.querySelectorAll('script, noscript, template, link, dialog:not([open]), [popover]')) e.remove();
  for (const use of twin.querySelectorAll('use')) use.setAttribute('href', `#${use.getAttribute('href').split('#')[1]}`);
  return twin;
}

// An image may not load anything: the icons that the page uses go along inside it.
async function iconsOf(page) {
  const defs = page.createElementNS(SVG, 'defs');
  const uses = [...page.querySelectorAll('use')].map(use => use.getAttribute('href'));
  const file = uses.find(href => !href.startsWith('#'))?.split('#')[0];
  if (!file) return defs;
  const sprite = new DOMParser().parseFromString(await (await fetch(file)).text(), 'image/svg+xml');
  for (const id of new Set(uses.map(href => href.split('#')[1]))) {
    const icon = sprite.getElementById(id);
    if (icon) defs.append(page.importNode(icon, true));
  }
  return defs;
}
