// The talking-points tab. It keeps the list in this browser, asks the server for drafts and files, and
// never writes HTML: elements and text nodes only.
() => {
  if (window.kutipPoints) return;
  const KEY = "kutip-points-1";
  const find = (selector) => document.querySelector(selector);
  const words = () => (find("#points-words") || { dataset: {} }).dataset;
  const say = (label, number) => (words()[label] || "").replace("{number}", number);

  // ---- what is kept

  const fresh = () => ({ tab: "talk", topic: "", audience: "", count: 5, sheet: null, dropped: [] });
  const isPoint = (p) => p && typeof p.quote === "string" && typeof p.article === "string" && Number.isInteger(p.sentence);
  let kept = true;
  const load = () => {
    try {
      const held = JSON.parse(localStorage.getItem(KEY));
      const state = held && typeof held === "object" ? Object.assign(fresh(), held) : fresh();
      const good = state.sheet && Array.isArray(state.sheet.points) && state.sheet.points.every(isPoint);
      if (!good) state.sheet = null;
      if (!Array.isArray(state.dropped) || !state.dropped.every(isPoint)) state.dropped = [];
      return state;
    } catch {
      return fresh();
    }
  };
  const save = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
      kept = true;
    } catch {
      kept = false;
    }
  };
  let state = load();
  let declined = null; // an abstention or an error: shown, not kept
  let pending = "";
  let waiting = null; // the working status, until a reply comes

  // ---- building elements

  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (name in element && typeof value !== "string") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return element;
  };
  const button = (name, label, action, more) =>
    make("button", { type: "button", class: name, onclick: action, ...more }, label);

  const tell = (text) => {
    const status = find("#points-status");
    if (status) status.textContent = text;
  };

  const pill = (place, part) => {
    const range = Array.isArray(part) && part.every(Number.isInteger) ? `-${part[0]}-${part[1]}` : "";
    const number = Number(place.sentence);
    const name = say("show", number);
    return make("a", { href: `#s-${Number(place.place)}-${number}${range}`, title: name, "aria-label": name }, String(number));
  };
  const articleLanguage = (place) => {
    const text = find(`#pane [data-a="${Number(place.place)}"]`);
    return text ? text.lang : "";
  };
  const quoted = (place, text, part) =>
    make("span", { lang: articleLanguage(place) }, `“${text}”\u00a0`, pill(place, part));

  // ---- the form

  const field = (name, label, input) => make("div", { class: `field ${name}` }, make("label", { for: input.id }, label), input);
  const typed = (id, key, more) =>
    make("input", {
      id, type: "text", autocomplete: "off", value: String(state[key]),
      oninput: (event) => { state[key] = event.target.value; save(); }, ...more,
    });
  const form = () => {
    const w = words();
    const count = make("input", {
      id: "points-count", type: "number", min: "1", max: w.maxCount, value: String(state.count),
      oninput: (event) => { state.count = Number(event.target.value); save(); },
    });
    return make("form", { onsubmit: (event) => { event.preventDefault(); draft(); } },
      field("topic", w.topic, typed("points-topic", "topic", { maxlength: w.maxTopic, placeholder: w.topicHint })),
      field("audience", w.audience, typed("points-audience", "audience", { maxlength: w.maxAudience, placeholder: w.audienceHint })),
      field("count", w.count, count),
      make("button", { type: "submit", class: "main" }, w.draft));
  };

  // ---- the list

  const focusOn = (selector) => { const element = find(selector); if (element) element.focus(); };

  const move = (at, by) => {
    const points = state.sheet.points;
    const to = at + by;
    if (to < 0 || to >= points.length) return;
    [points[at], points[to]] = [points[to], points[at]];
    save();
    render();
    // The same button, so that it can be pressed again; at the end of its way the other one.
    const same = `#points-list > [data-at="${to}"] .${by < 0 ? "up" : "down"}`;
    focusOn(`${same}:not(:disabled)`);
    if (document.activeElement === document.body) focusOn(`#points-list > [data-at="${to}"] .${by < 0 ? "down" : "up"}`);
    tell(say("moved", to + 1));
  };
  const drop = (at) => {
    state.dropped.push(...state.sheet.points.splice(at, 1));
    save();
    render();
    const left = state.sheet.points.length;
    focusOn(left ? `#points-list > [data-at="${Math.min(at, left - 1)}"] .drop` : "#points-app .restore");
    tell(say("dropped"));
  };
  const restore = () => {
    state.sheet.points.push(...state.dropped);
    state.dropped = [];
    save();
    render();
    focusOn(`#points-list > [data-at="${state.sheet.points.length - 1}"] .drop`);
  };

  const beside = (label, place) =>
    place ? make("p", { class: "beside" }, `${label} `, quoted(place, place.quote)) : null;

  const item = (point, at, last) => {
    const w = words();
    const number = at + 1;
    const tools = make("div", { class: "tools" },
      button("up", "↑", () => move(at, -1), { "aria-label": say("up", number), title: say("up", number), disabled: at === 0 }),
      button("down", "↓", () => move(at, 1), { "aria-label": say("down", number), title: say("down", number), disabled: at === last }),
      button("drop", "×", () => drop(at), { "aria-label": say("drop", number), title: say("drop", number) }));
    const use = make("input", {
      type: "checkbox", checked: point.use !== false, "aria-label": say("include", number), title: say("include", number),
      onchange: (event) => { point.use = event.target.checked; save(); },
    });
    const remark = make("textarea", {
      class: "remark", rows: "1", maxlength: w.maxRemark, placeholder: w.remarkHint, "aria-label": say("remark", number),
      oninput: (event) => { point.remark = event.target.value; save(); },
    });
    remark.value = typeof point.remark === "string" ? point.remark : "";
    return make("li", { "data-at": String(at) },
      make("div", { class: "head" }, use, tools),
      make("blockquote", { lang: articleLanguage(point) }, `“${point.quote}”\u00a0`, pill(point, point.part)),
      make("p", { class: "said" }, `— ${point.said}`),
      point.translation ? make("p", { class: "beside" }, `${w.translated} ${point.translation}`) : null,
      beside(w.readWith, point.beside),
      beside(w.disputed, point.disputed),
      remark);
  };

  const list = () => {
    const points = state.sheet.points;
    const themes = new Set(points.map((p) => p.theme || ""));
    const rows = [];
    points.forEach((point, at) => {
      const theme = point.theme || (themes.size > 1 ? words().others : "");
      const before = at && (points[at - 1].theme || (themes.size > 1 ? words().others : ""));
      if (theme && theme !== before) rows.push(make("li", { class: "theme" }, theme));
      rows.push(item(point, at, points.length - 1));
    });
    return make("ol", { id: "points-list" }, ...rows);
  };

  const actions = () => {
    const w = words();
    return make("div", { class: "actions" },
      button("", w.copyText, () => fetchFile("txt", "copy")),
      button("", w.copyMarkdown, () => fetchFile("md", "copy")),
      ...["docx", "md", "json"].map((form) => button("", say("download", `.${form}`), () => fetchFile(form, "save"))));
  };

  const stale = () => state.sheet && state.sheet.index !== words().index;

  const body = () => {
    const w = words();
    if (declined) {
      return make("div", { class: "declined" },
        make("p", { role: "alert" }, declined.error || declined.message),
        declined.nearest && declined.nearest.length ? make("p", { class: "soft" }, w.nearest) : null,
        ...(declined.nearest || []).map((place) => make("p", { class: "beside" }, quoted(place, place.quote))));
    }
    if (!state.sheet) return make("p", { class: "soft" }, w.empty);
    const sheet = state.sheet;
    return make("div", { class: "sheet" },
      make("h2", {}, sheet.topic),
      sheet.audience ? make("p", { class: "soft" }, `${w.audience}: ${sheet.audience}`) : null,
      sheet.note ? make("p", { class: "note" }, sheet.note) : null,
      stale() ? make("p", { class: "note", role: "alert" }, w.stale) : null,
      list(),
      state.dropped.length ? button("restore", say("restore", state.dropped.length), restore) : null,
      stale() ? null : actions());
  };

  const render = () => {
    const app = find("#points-app");
    if (!app || !words().draft) return;
    const w = words();
    app.replaceChildren(
      form(),
      make("p", { id: "points-status", role: "status" }),
      body(),
      make("div", { class: "kept" },
        make("p", { class: "soft" }, kept ? w.kept : w.notKept),
        button("clear", w.clear, () => { state = Object.assign(fresh(), { tab: "points" }); declined = null; save(); render(); tell(words().cleared); })));
    app.dataset.drawn = "1";
    if (waiting) tell(waiting);
  };

  // ---- asking the server

  const send = (request) => {
    pending = JSON.stringify(request);
    const trigger = find("#points-send");
    if (trigger) (trigger.matches("button") ? trigger : trigger.querySelector("button") || trigger).click();
  };
  const draft = () => {
    declined = null;
    waiting = words().drafting;
    tell(waiting);
    send({ do: "draft", topic: state.topic, audience: state.audience, count: state.count });
  };
  const fetchFile = (form, use) => {
    const sheet = state.sheet;
    const points = sheet.points.filter((p) => p.use !== false).map((p) => ({
      article: p.article, sentence: p.sentence, theme: p.theme || null, remark: p.remark || "",
    }));
    if (!points.length) { tell(words().noneChosen); return; }
    const whole = !state.dropped.length && points.length === sheet.points.length;
    send({
      do: "export", form, use, topic: sheet.topic, audience: state.audience, language: sheet.language,
      asked: sheet.asked, note: Boolean(sheet.note) && whole, points,
    });
  };

  const receive = async (text) => {
    waiting = null;
    let reply;
    try {
      reply = JSON.parse(text);
    } catch {
      return;
    }
    if (reply.do === "export") {
      const bytes = Uint8Array.from(atob(reply.content), (c) => c.charCodeAt(0));
      if (reply.use === "copy") {
        const done = await window.kutip.copy(new TextDecoder().decode(bytes));
        tell(done ? words().copied : words().copyFailed);
      } else {
        const link = make("a", { href: URL.createObjectURL(new Blob([bytes], { type: reply.mime })), download: reply.name });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        tell(words().downloaded);
      }
      return;
    }
    if (reply.points) {
      declined = null;
      state.sheet = reply;
      state.dropped = [];
      save();
      render();
      tell(say("drafted", reply.points.length));
    } else {
      declined = reply;
      render();
    }
  };
  window.kutipPoints = { request: () => pending, receive };

  // ---- the tabs

  const choose = (tab) => {
    state.tab = tab;
    save();
    drawTabs();
  };
  const drawTabs = () => {
    const shown = state.tab === "points" ? "points" : "talk";
    if (document.body.dataset.tab !== shown) document.body.dataset.tab = shown;
    for (const name of ["talk", "points"]) {
      const tab = find(`#tab-${name}`);
      const panel = find(`#${name}`);
      if (!tab || !panel) continue;
      const on = String(name === shown);
      if (tab.getAttribute("aria-selected") !== on) tab.setAttribute("aria-selected", on);
      tab.tabIndex = name === shown ? 0 : -1;
      if (panel.getAttribute("role") !== "tabpanel") {
        panel.setAttribute("role", "tabpanel");
        panel.setAttribute("aria-labelledby", `tab-${name}`);
      }
    }
  };
  document.addEventListener("click", (event) => {
    const tab = event.target.closest && event.target.closest("#tabs [role=tab]");
    if (tab) choose(tab.id === "tab-points" ? "points" : "talk");
  });
  document.addEventListener("keydown", (event) => {
    const tab = event.target.closest && event.target.closest("#tabs [role=tab]");
    if (!tab || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    const to = event.key === "Home" ? "talk" : event.key === "End" ? "points" : tab.id === "tab-points" ? "talk" : "points";
    choose(to);
    focusOn(`#tab-${to}`);
    event.preventDefault();
  });

  // The server redraws the tab's place when the language changes; then it is empty again.
  const mount = () => {
    drawTabs();
    const app = find("#points-app");
    if (app && !app.dataset.drawn) render();
  };
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; mount(); });
  }).observe(document.body, { childList: true, subtree: true });
  mount();
}
