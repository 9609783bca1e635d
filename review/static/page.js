// The little script of the staff's page: keys, confirming a field without leaving the page.
// Everything also works without it: each step is an ordinary form or link.
import { all, one } from "./find.js";
import { fit, lookAt, setUpViewer, stage, toggleBoxes, turn, zoom } from "./viewer.js";
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
  if (stage) setUpViewer((about) => focusLine(one(`form.line[data-about="${about}"]`)));
  if (one("#case")) setUpLines();
  setUpPreview();
  all("form[data-submit=change]").forEach((form) => form.addEventListener("change", (event) => { if (!event.target.matches("[type=search]")) form.requestSubmit(); }));
  const done = one("#just-done");
  if (done) {
    say(done.dataset.words, one("button", done) && done);
    history.replaceState(null, "", location.pathname);
  }
});
