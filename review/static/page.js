// The little script of the staff's page: keys, the page viewer, confirming a field without leaving the page.
// Everything also works without it: each step is an ordinary form or link.
"use strict";
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const typing = (target) => target instanceof Element && target.matches("input:not([type=checkbox]), textarea, select");

// ---- what is said for a moment -------------------------------------------------------------------------------------
let saying;
function say(words, undo) {
  const toast = one("#toast");
  toast.textContent = words;
  if (undo) { toast.append(undo); undo.hidden = false; }
  toast.hidden = false;
  clearTimeout(saying);
  saying = setTimeout(hush, undo ? 28000 : 6000);
}
function hush() {
  one("#toast").hidden = true;
  one("#toast").textContent = "";
}

// ---- the page viewer -----------------------------------------------------------------------------------------------
const stage = one("#stage");
const view = { scale: 1, x: 0, y: 0, turn: 0, sheet: null };
function draw(eased) {
  view.sheet.classList.toggle("eased", Boolean(eased));
  view.sheet.style.transform = `translate(${view.x}px, ${view.y}px) rotate(${view.turn}deg) scale(${view.scale})`;
}
function size() {
  const image = one("img", view.sheet);
  return [Number(image.getAttribute("width")), Number(image.getAttribute("height"))];
}
// The sheet turns about its left upper corner; this is where that corner lies when the turned sheet's begins at 0, 0.
function corner(width, height) {
  return { 0: [0, 0], 90: [height, 0], 180: [width, height], 270: [0, width] }[view.turn];
}
function turned(left, top, right, bottom, width, height) {
  const points = { 0: (x, y) => [x, y], 90: (x, y) => [height - y, x], 180: (x, y) => [width - x, height - y], 270: (x, y) => [y, width - x] }[view.turn];
  const [a, b] = [points(left, top), points(right, bottom)];
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}
function place(scale, centreX, centreY, eased) {
  const [width, height] = size();
  const [cornerX, cornerY] = corner(width, height);
  view.scale = scale;
  view.x = stage.clientWidth / 2 - (centreX - cornerX) * scale;
  view.y = stage.clientHeight / 2 - (centreY - cornerY) * scale;
  draw(eased);
}
function fit(eased = true) {
  const [width, height] = size();
  const [w, h] = view.turn % 180 ? [height, width] : [width, height];
  place(Math.min((stage.clientWidth - 24) / w, (stage.clientHeight - 24) / h), w / 2, h / 2, eased);
}
function zoom(factor, x = stage.clientWidth / 2, y = stage.clientHeight / 2) {
  const scale = Math.min(6, Math.max(0.08, view.scale * factor));
  view.x = x - (x - view.x) * scale / view.scale;
  view.y = y - (y - view.y) * scale / view.scale;
  view.scale = scale;
  draw();
}
function turn() { view.turn = (view.turn + 90) % 360; fit(false); }
function showSheet(number) {
  all(".sheet", stage).forEach((sheet) => { sheet.hidden = sheet.dataset.sheet !== String(number); });
  all("[data-page]:not(form)").forEach((b) => b.setAttribute("aria-pressed", String(b.dataset.page === String(number))));
  view.sheet = one(".sheet:not([hidden])", stage);
  view.turn = 0;
  fit(false);
}
function lookAt(line) {
  all("rect.now").forEach((rect) => rect.classList.remove("now"));
  if (!stage || !line.dataset.box || !stage.clientWidth) return;
  const sheet = one(`.sheet[data-attachment="${line.dataset.attachment}"][data-page-number="${line.dataset.page}"]`, stage);
  if (!sheet) return;
  if (sheet.hidden) showSheet(sheet.dataset.sheet);
  one(`rect[data-about="${line.dataset.about}"]`, sheet)?.classList.add("now");
  const [width, height] = size();
  const box = line.dataset.box.split(",").map(Number);
  const [left, top, right, bottom] = turned(box[0] * width, box[1] * height, box[2] * width, box[3] * height, width, height);
  const wanted = Math.min(stage.clientWidth * 0.62 / (right - left), stage.clientHeight * 0.5 / (bottom - top), 2.2);
  const whole = Math.min((stage.clientWidth - 24) / width, (stage.clientHeight - 24) / height);
  place(Math.max(wanted, whole), (left + right) / 2, (top + bottom) / 2, true);
}
function setUpViewer() {
  view.sheet = one(".sheet", stage);
  const does = { fit, in: () => zoom(1.25), out: () => zoom(0.8), turn, boxes: toggleBoxes };
  all("[data-view]").forEach((b) => b.addEventListener("click", () => does[b.dataset.view]()));
  all("button[data-page]").forEach((b) => b.addEventListener("click", () => showSheet(b.dataset.page)));
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = stage.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.clientX - at.left, event.clientY - at.top);
  }, { passive: false });
  stage.addEventListener("pointerdown", (event) => {
    const from = { x: event.clientX - view.x, y: event.clientY - view.y };
    const begun = [event.clientX, event.clientY];
    const about = event.target.dataset?.about;
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("held");
    const move = (next) => { view.x = next.clientX - from.x; view.y = next.clientY - from.y; draw(); };
    const end = (last) => {
      stage.classList.remove("held");
      stage.removeEventListener("pointermove", move);
      if (about && Math.hypot(last.clientX - begun[0], last.clientY - begun[1]) < 5) focusLine(one(`form.line[data-about="${about}"]`));
    };
    stage.addEventListener("pointermove", move);
    stage.addEventListener("pointerup", end, { once: true });
  });
  new ResizeObserver(refit).observe(stage);
}
function refit() {
  const line = document.activeElement?.closest?.("form.line");
  if (line) lookAt(line);
  if (!line?.dataset.box) fit(false);
}
function toggleBoxes() {
  const off = stage.classList.toggle("no-boxes");
  one("[data-view=boxes]").setAttribute("aria-pressed", String(!off));
}

// ---- lines of a case -----------------------------------------------------------------------------------------------
const doubtful = () => all("form.line.doubtful");
const isOpen = (line) => !/\b(right|corrected|wrong)\b/.test(line.className);
function focusLine(line) {
  if (!line) return;
  const field = one("[name=value]", line) || one("button", line);
  field?.focus({ preventScroll: true });
  if (field?.matches("input, textarea")) field.select();
  line.scrollIntoView({ block: "nearest" });
}
function onwards(line) {
  const lines = doubtful();
  const later = [...lines.slice(lines.indexOf(line) + 1), ...lines].find(isOpen);
  if (later) focusLine(later);
  else one("#accept:not([aria-disabled]), #return")?.focus();
}
async function send(line, verdict) {
  const data = new URLSearchParams(new FormData(line));
  data.set("verdict", verdict);
  data.set("version", one("#case").dataset.version);
  line.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(line.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    shown(line, await answer.json());
  } catch {
    fault(line, "没有保存：连不上服务，请稍后再试。");
  } finally {
    line.removeAttribute("aria-busy");
  }
}
function fault(line, words) {
  const told = one("[data-fault]", line);
  told.textContent = words;
  told.hidden = !words;
}
function shown(line, said) {
  fault(line, said.ok ? "" : said.words);
  if (said.stale) {
    say(said.words);
    setTimeout(() => location.reload(), 2500);
    return;
  }
  if (!said.ok) { focusLine(line); return; }
  hush();
  setVersion(said.version);
  line.classList.remove("right", "corrected", "wrong", "changed");
  line.classList.add(said.verdict);
  one("[data-state]", line).textContent = { right: "确认无误", corrected: "已更正", wrong: "认定有误" }[said.verdict];
  const field = one("[name=value]", line);
  if (field && said.verdict !== "wrong") field.dataset.first = field.value = said.value;
  all(`rect[data-about="${line.dataset.about}"]`).forEach((rect) => rect.classList.toggle("settled", said.verdict !== "wrong"));
  const count = one("#open-count");
  if (count) count.textContent = said.open;
  const accept = one("#accept");
  if (accept) {
    accept.classList.toggle("off", !said.ready);
    accept.title = said.why_not;
    if (said.ready) accept.removeAttribute("aria-disabled");
    else accept.setAttribute("aria-disabled", "true");
  }
  onwards(line);
}
function setVersion(version) {
  one("#case").dataset.version = version;
  all("input[name=version]").forEach((field) => { field.value = version; });
}
function setUpLines() {
  all("form.line").forEach((line) => {
    line.addEventListener("submit", (event) => { event.preventDefault(); send(line, event.submitter?.value || "right"); });
    line.addEventListener("focusin", () => lookAt(line));
    line.addEventListener("input", (event) => line.classList.toggle("changed", event.target.value !== event.target.dataset.first));
    all("[data-fill]", line).forEach((b) => b.addEventListener("click", () => { one("[name=value]", line).value = b.dataset.fill; focusLine(line); }));
    one("select[name=value], textarea[name=value]", line)?.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); send(line, "right"); } });
  });
  one("#accept")?.addEventListener("click", (event) => {
    if (event.currentTarget.hasAttribute("aria-disabled")) { event.preventDefault(); say(`还不能登记：${event.currentTarget.title}`); }
  });
  const first = doubtful().find(isOpen);
  if (first) focusLine(first);
}
function step(line, back) {
  const lines = doubtful();
  const at = lines.indexOf(line);
  const next = lines[at + (back ? -1 : 1)];
  if (at < 0 || !next) return false;
  focusLine(next);
  return true;
}

// ---- keys ----------------------------------------------------------------------------------------------------------
function named(event) { return (event.ctrlKey ? "Ctrl+" : "") + event.key; }
function onKey(event) {
  // While an input method composes Chinese, its keys are its own.
  if (event.isComposing || event.keyCode === 229) return;
  const line = event.target.closest?.("form.line.doubtful");
  if (line && event.key === "Tab" && step(line, event.shiftKey)) { event.preventDefault(); return; }
  if (line && event.altKey && event.code === "KeyX") { event.preventDefault(); send(line, "wrong"); return; }
  const key = `[data-key="${CSS.escape(named(event))}"]`;
  // What was just done is taken back first.
  const pressed = one(`#toast ${key}`) || one(key);
  if (pressed && !(event.key === "Enter" && event.target !== document.body && !event.ctrlKey)) { event.preventDefault(); pressed.click(); return; }
  if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
  if (typing(event.target) || event.ctrlKey || event.metaKey || event.altKey) return;
  onPlainKey(event);
}
function onPlainKey(event) {
  const does = { "/": () => (one(".filters [name=q]") || one("#find")).focus(), j: () => move(1), k: () => move(-1) };
  if (stage) Object.assign(does, { "0": () => fit(), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), t: turn, b: toggleBoxes });
  const act = does[event.key];
  if (act) { event.preventDefault(); act(); }
}
function move(by) {
  const lines = one("form.line") ? doubtful() : all("#items tbody a, a.row");
  const holder = lines.findIndex((item) => item.contains(document.activeElement));
  const next = lines[holder < 0 ? 0 : Math.min(lines.length - 1, Math.max(0, holder + by))];
  if (next?.matches("form")) focusLine(next);
  else next?.focus();
}

// ---- everything else -----------------------------------------------------------------------------------------------
function setUpPreview() {
  const remark = one("#remark");
  const refresh = one("#refresh");
  if (!refresh) return;
  let waiting;
  const show = () => one("#answering").requestSubmit(refresh);
  remark.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, 350); });
  show();
  remark.focus();
}
document.addEventListener("keydown", onKey);
document.addEventListener("DOMContentLoaded", () => {
  if (stage) setUpViewer();
  if (one("#case")) setUpLines();
  setUpPreview();
  all("form[data-submit=change]").forEach((form) => form.addEventListener("change", (event) => { if (!event.target.matches("[type=search]")) form.requestSubmit(); }));
  const done = one("#just-done");
  if (done) {
    say(done.dataset.words, one("button", done) && done);
    history.replaceState(null, "", location.pathname);
  }
});
