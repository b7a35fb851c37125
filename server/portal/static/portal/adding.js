// “Add from home”: sends each chosen file by itself, with its progress in words, and keeps what is typed. The page works without this file.
"use strict";

const form = document.getElementById("adding");
const list = document.getElementById("file-list");
const chooser = document.getElementById("files");
const MB = 1 << 20;
const waiting = [];
let isSending = false;

function sizeWords(bytes) {
  return bytes >= 1024 * MB ? `${(bytes / 1024 / MB).toFixed(1)} GB` : `${Math.max(1, Math.round(bytes / MB))} MB`;
}

// A row for a file that is on its way, or that is not sent at all. Names are set as text: they come from a stranger's disk.
function rowFor(file, state, words, more) {
  const row = document.getElementById("file-row").content.firstElementChild.cloneNode(true);
  row.classList.add(state);
  row.querySelector("b").textContent = file.name;
  const told = row.querySelector(".file-words");
  const line = told.querySelector(".file-line > span");
  line.textContent = words;
  if (more) told.appendChild(document.createElement("span")).textContent = more;
  const out = row.querySelector(".file-out");
  out.hidden = state !== "file-refused";
  out.addEventListener("click", () => {
    row.remove();
    chooser.focus();
  });
  listRows().append(row);
  return { row, line, told };
}

function listRows() {
  const known = list.querySelector("ul");
  if (known) return known;
  const rows = list.appendChild(document.createElement("ul"));
  rows.className = "card files";
  return rows;
}

function words(doing) {
  const told = new FormData();
  for (const name of ["csrfmiddlewaretoken", "draft", "child", "title", "text", "day"]) told.append(name, form.elements[name].value);
  told.append("do", doing);
  return told;
}

function choose(files) {
  for (const file of files) {
    const limit = Number(file.type.startsWith("video/") ? form.dataset.clipMb : form.dataset.pictureMb) * MB;
    if (file.size > limit) rowFor(file, "file-refused", form.dataset.big.replace("%1", sizeWords(file.size)), form.dataset.limit);
    else waiting.push(file);
  }
  sendNext();
}

function sendNext() {
  const file = waiting[0];
  if (isSending || !file) return;
  isSending = true;
  const shown = rowFor(file, "file-busy", form.dataset.busy.replace("%1", 0).replace("%2", Math.max(1, Math.round(file.size / MB))));
  const bar = shown.told.appendChild(document.createElement("progress"));
  bar.setAttribute("aria-label", file.name);
  bar.max = file.size;
  const told = words("add");
  told.append("files", file);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.setRequestHeader("X-Requested-With", "daybook");
  request.upload.onprogress = (event) => {
    bar.value = event.loaded;
    const done = event.loaded >= event.total;
    const all = Math.max(1, Math.round(event.total / MB));
    shown.line.textContent = done ? form.dataset.checking : form.dataset.busy.replace("%1", Math.floor(event.loaded / MB)).replace("%2", all);
  };
  request.onload = () => {
    waiting.shift();
    isSending = false;
    shown.row.remove();
    if (request.status === 200 && !request.responseURL.includes("/sign-in")) showList(request.responseText);
    else rowFor(file, "file-refused", form.dataset.failed);
    sendNext();
  };
  request.onerror = () => {
    isSending = false;
    shown.row.remove();
    const lost = rowFor(file, "file-busy", form.dataset.lost);
    const goOn = () => { lost.row.remove(); sendNext(); };
    if (navigator.onLine) setTimeout(goOn, 5000);
    else window.addEventListener("online", goOn, { once: true });
  };
  request.send(told);
}

// The server's list replaces ours; what was refused here, and earlier, stays to be read.
function showList(html) {
  const refused = [...list.querySelectorAll(".file-refused")];
  list.innerHTML = html;
  if (refused.length) listRows().append(...refused);
}

function keep() {
  fetch(form.action, { method: "POST", body: words("keep"), headers: { "X-Requested-With": "daybook" }, keepalive: true }).catch(() => {});
}

form.classList.add("live");
chooser.addEventListener("change", () => {
  choose([...chooser.files]);
  chooser.value = "";
});
for (const name of ["title", "text", "day"]) form.elements[name].addEventListener("change", keep);
