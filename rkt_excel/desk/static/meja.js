// Keeps a page of the desk up to date. Everything can be done without it; it only saves reloading.
const frame = document.querySelector('.bingkai');
const EVERY = 2000;
const el = (id) => document.getElementById(id);
let silent = 0;

const told = (path, body) => fetch(path, { method: 'POST', headers: { 'X-Meja': frame.dataset.token }, body });

// Whether somebody is typing: then nothing is changed under their hands.
const typing = () => {
  const form = document.querySelector('main form.tanya, main form.titip');
  return Boolean(form && form.contains(document.activeElement)) || Boolean(document.querySelector('main form.tanya'))
    || Boolean(document.querySelector('[data-sibuk]'));
};

const renewed = async () => {
  const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.querySelector('.bingkai');
  if (!fresh) return;
  const focused = document.activeElement && document.activeElement.id;
  const open = [...document.querySelectorAll('main details[open][id]')].map((each) => each.id);
  const kept = document.querySelector('.titip ul'); // what was said of the files that were dropped stays to be read
  for (const part of ['.kepala', '.panel', 'main']) {
    document.querySelector(part).replaceWith(document.adoptNode(page.querySelector(part)));
  }
  Object.assign(frame.dataset, { cap: fresh.dataset.cap, kerja: fresh.dataset.kerja, jalan: fresh.dataset.jalan });
  document.title = page.title;
  open.forEach((id) => { if (el(id)) el(id).open = true; });
  const anew = document.querySelector('.titip ul');
  if (kept && anew) anew.replaceWith(kept);
  if (focused && el(focused)) el(focused).focus();
  document.dispatchEvent(new Event('meja:baru'));
};

const beat = async () => {
  let now;
  try {
    const answer = await fetch('/denyut');
    if (!answer.ok) throw new Error(String(answer.status));
    now = await answer.json();
    silent = 0;
    el('sambungan').hidden = true;
  } catch {
    silent += 1;
    if (silent > 2) el('sambungan').hidden = false;
    return;
  }
  const { kerja } = now;
  const panel = el('kerja');
  panel.hidden = !(kerja && kerja.jalan);
  if (kerja && kerja.jalan) {
    panel.querySelector('.apa').textContent = kerja.apa;
    panel.querySelector('.kabar').textContent = kerja.kabar[0] || '';
  }
  const ended = kerja && !kerja.jalan && (frame.dataset.jalan || String(kerja.nomor) !== frame.dataset.kerja);
  if (kerja && kerja.jalan) {
    Object.assign(frame.dataset, { jalan: 'ya', kerja: String(kerja.nomor) });
    return;
  }
  if (ended || now.cap !== frame.dataset.cap) {
    if (typing()) {
      el('baru').hidden = false;
      return;
    }
    await renewed();
    if (ended && el('hasil')) el('hasil').focus();
  }
};

// One beat after the other, never two at once.
const beating = async () => {
  await beat();
  setTimeout(beating, EVERY);
};
setTimeout(beating, 600);
addEventListener('pagehide', () => navigator.sendBeacon('/pergi', new URLSearchParams({ token: frame.dataset.token })));

// --- files that are dropped -------------------------------------------------------------------------------

const say = (list, text, weight) => {
  const line = document.createElement('li');
  line.className = weight;
  line.textContent = text;
  list.append(line);
  return line;
};

const one = async (file, most, list) => {
  if (file.size > most) {
    say(list, `“${file.name}” lebih besar dari ${Math.floor(most / 1e6)} MB, jadi tidak disimpan.`, 'galat');
    return false;
  }
  const line = say(list, `“${file.name}” …`, 'info');
  const body = new FormData();
  body.append('berkas', file);
  try {
    const answer = await told('/titip', body);
    const result = await answer.json();
    const kept = result.hasil && result.hasil[0];
    line.textContent = kept ? kept.kalimat : result.kalimat;
    line.className = kept && kept.di ? 'beres' : 'galat';
    return Boolean(kept && kept.di);
  } catch {
    line.textContent = `“${file.name}” tidak dapat dibaca: sebuah folder, atau berkasnya sudah dipindahkan.`;
    line.className = 'galat';
    return false;
  }
};

const drop = async (area, files) => {
  const list = area.querySelector('ul');
  const bar = area.querySelector('progress');
  list.replaceChildren();
  area.dataset.sibuk = 'ya';
  Object.assign(bar, { hidden: false, max: files.length, value: 0 });
  let kept = 0;
  for (const each of files) {
    kept += await one(each, Number(area.dataset.batas), list); // one after the other, so that the order is theirs
    bar.value += 1;
  }
  bar.hidden = true;
  say(list, `${kept} dari ${files.length} berkas ada di 3-kembali.`, kept === files.length ? 'beres' : 'peringatan');
  const begun = !kept || (await told(area.dataset.lalu, new URLSearchParams())).ok;
  if (!begun) say(list, 'Belum diperiksa, karena pekerjaan lain masih berjalan. Tekan “Periksa dan gabungkan” sesudahnya.', 'peringatan');
  delete area.dataset.sibuk;
};

const areas = () => document.querySelectorAll('.titip').forEach((area) => {
  if (area.dataset.siap) return;
  area.dataset.siap = 'ya';
  const input = area.querySelector('input[type=file]');
  input.addEventListener('change', () => { if (input.files.length) drop(area, [...input.files]); });
  area.addEventListener('submit', (event) => { event.preventDefault(); if (input.files.length) drop(area, [...input.files]); });
  area.addEventListener('dragover', (event) => { event.preventDefault(); area.classList.add('di-atas'); });
  area.addEventListener('dragleave', () => area.classList.remove('di-atas'));
  area.addEventListener('drop', (event) => {
    event.preventDefault();
    area.classList.remove('di-atas');
    drop(area, [...event.dataTransfer.files]);
  });
});
// A file that misses its place is not opened instead of the page.
for (const each of ['dragover', 'drop']) addEventListener(each, (event) => event.preventDefault());
document.addEventListener('meja:baru', areas);
areas();
