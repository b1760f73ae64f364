// The raters' page, with two back ends: the server it came from, or, in a file, the browser's own storage.
// It never writes HTML: text nodes only.
(() => {
  "use strict";
  const setup = JSON.parse(document.getElementById("setup").textContent);
  const offline = setup.mode === "offline";
  const WORDS = {
    id: {
      name: "penilaian", other: "English", guide: "Pedoman", pause: "Jeda", paused: "Dijeda",
      pausedHint: "Waktu tidak dihitung. Semua yang sudah diklik tersimpan; halaman ini boleh ditutup.",
      resume: "Lanjutkan", back: "Kembali", next: "Berikutnya", latest: "Ke yang belum dinilai", cannot: "Tidak bisa menilai",
      saved: "Tersimpan", saving: "Menyimpan …", lost: "Belum tersimpan, dicoba lagi …", full: "Penyimpanan peramban penuh atau dimatikan: ekspor sekarang.",
      of: "{n} dari {all} selesai", progress: "Kemajuan", signIn: "Masuk", rater: "Nama penilai", token: "Kode masuk",
      signHint: "Nama dan kode ini Anda terima dari penyelenggara penilaian.", wrong: "Nama dan kode tidak cocok. Periksa lagi hurufnya.",
      unreachable: "Server tidak bisa dihubungi. Pastikan programnya masih berjalan.", tooMany: "Terlalu banyak percobaan. Tunggu satu menit.",
      question: "Pertanyaan", before: "Ditanyakan sebelumnya", answer: "Jawaban yang dinilai", statement: "Pernyataan {n} dari {all}",
      refusal: "Sistem berkata: artikel tidak menjawab pertanyaan ini.", evidence: "Kalimat yang dikutip", article: "Seluruh artikel",
      nothing: "Artikelnya ditunjukkan nanti. Untuk sekarang, cukup pertanyaan dan jawabannya.",
      uncited: "Pernyataan ini tidak mengutip satu kalimat pun dari artikel.", why: "Mengapa tidak bisa?", reason: "Alasan", note: "Catatan (tidak wajib)",
      save: "Simpan", cancel: "Batal", done: "Selesai. Terima kasih!", doneOnline: "Semua penilaian Anda tersimpan. Halaman ini boleh ditutup.",
      doneOffline: "Unduh berkas hasilnya, lalu kirimkan ke penyelenggara penilaian.", review: "Lihat lagi dari awal",
      export: "Unduh hasil", restore: "Buka hasil yang pernah diunduh", restored: "Hasil dibuka.", notMine: "Berkas itu bukan hasil penilaian ini.",
      start: "Mulai menilai", goOn: "Lanjutkan menilai", adjudicator: "penengah", theirs: "Kedua penilai menjawab",
      theirsSame: "Semua penilai menjawab", yours: "Pilihan Anda", final: "Jawaban akhir", cause: "Mengapa mereka berbeda?",
      causeSame: "Bagaimana menurut Anda?", notAsked: "tidak sampai ke pertanyaan ini", none: "Belum ada yang perlu ditengahi",
      noneHint: "Perbedaan muncul di sini setelah dua penilai selesai. Muat ulang halaman ini nanti.",
      guideTitle: "Sebelum mulai", chosen: "Sudah dipilih: {value}", step: "Langkah {n}",
      guideSteps: [
        "Anda melihat satu pertanyaan dan jawabannya. Jawaban berasal dari beberapa sistem; sebagian sengaja keliru.",
        "Nilailah hanya berdasarkan artikel, bukan yang Anda ketahui sendiri.",
        "Klik pilihan, atau tekan angkanya di papan ketik. Setiap klik langsung tersimpan.",
        "Panah kiri kembali satu langkah, P untuk jeda, X jika Anda tidak bisa menilai.",
        "Jika ragu, ambil pilihan yang paling dekat, lalu katakan seberapa yakin Anda.",
      ],
      guideAdjudicator: [
        "Anda melihat hal yang dinilai berbeda oleh para penilai, dan sebagian kecil yang dinilai sama.",
        "Pilih dulu tanpa melihat penilaian mereka. Sesudah itu penilaian mereka ditunjukkan, tanpa nama.",
        "Lalu tetapkan jawaban akhir dan katakan mengapa mereka berbeda. Penilaian mereka sendiri tidak diubah.",
      ],
      guideQuestions: "Yang ditanyakan",
    },
    en: {
      name: "rating", other: "Bahasa Indonesia", guide: "Guide", pause: "Pause", paused: "Paused",
      pausedHint: "Time is not counted. Everything you clicked is saved; you may close this page.",
      resume: "Go on", back: "Back", next: "Next", latest: "To the first not rated", cannot: "Cannot judge",
      saved: "Saved", saving: "Saving …", lost: "Not saved yet, trying again …", full: "The browser's storage is full or off: export now.",
      of: "{n} of {all} done", progress: "Progress", signIn: "Sign in", rater: "Rater's name", token: "Sign-in code",
      signHint: "You got this name and code from whoever runs the evaluation.", wrong: "Name and code do not belong together. Check the letters.",
      unreachable: "The server cannot be reached. Make sure the program still runs.", tooMany: "Too many tries. Wait a minute.",
      question: "Question", before: "Asked before it", answer: "The answer to judge", statement: "Statement {n} of {all}",
      refusal: "The system says: the article does not answer this question.", evidence: "The sentences cited", article: "The whole article",
      nothing: "The article is shown later. For now, the question and the answer are all you need.",
      uncited: "This statement cites no sentence of the article at all.", why: "Why can you not judge it?", reason: "Reason", note: "Note (optional)",
      save: "Save", cancel: "Cancel", done: "Done. Thank you!", doneOnline: "All your ratings are saved. You may close this page.",
      doneOffline: "Download the file of results and send it to whoever runs the evaluation.", review: "Look through it again",
      export: "Download results", restore: "Open results downloaded earlier", restored: "Results opened.", notMine: "That file does not hold results of this rating.",
      start: "Start rating", goOn: "Go on rating", adjudicator: "adjudicator", theirs: "The two raters said",
      theirsSame: "All raters said", yours: "Your choice", final: "Final answer", cause: "Why did they differ?",
      causeSame: "What do you make of it?", notAsked: "did not get to this question", none: "Nothing to settle yet",
      noneHint: "Differences appear here once two raters are through. Reload this page later.",
      guideTitle: "Before you start", chosen: "Chosen before: {value}", step: "Step {n}",
      guideSteps: [
        "You see one question and its answer. The answers come from several systems; some are wrong on purpose.",
        "Judge by the article alone, not by what you know yourself.",
        "Click a choice, or press its number on the keyboard. Every click is saved at once.",
        "The left arrow goes back one step, P pauses, X says that you cannot judge.",
        "When in doubt take the nearest choice, and then say how sure you are.",
      ],
      guideAdjudicator: [
        "You see what the raters judged differently, and a small part of what they judged alike.",
        "Choose first, without seeing their ratings. Then they are shown, without names.",
        "Then settle the final answer and say why they differed. Their own ratings are not changed.",
      ],
      guideQuestions: "What is asked",
    },
  };

  let language = /^(id|in|ms)\b/.test(navigator.language) ? "id" : "en";
  let person = offline ? { name: setup.name, token: "" } : null;
  let work = null; // what the server or the file gives
  let given = {}; // unit -> step -> [value, reason, note]
  let place = { unit: 0, step: 0 };
  let screen = "sign-in";
  let both = null; // adjudication: what the raters said of the case in view
  let finalChoice = null;
  let saved = "";
  let since = 0; // milliseconds of attention to the step in view, and when it was last resumed
  let resumed = performance.now();

  const say = (key, values = {}) =>
    WORDS[language][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const inWords = (text) => text[language];
  const h = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined));
    return element;
  };
  const storage = {
    get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, value); return true; } catch { return false; } },
  };

  // ---- what is asked next: the guideline's questions, by the answers so far

  const questions = () => work.guideline.questions;
  const named = (name) => questions().find((q) => q.name === name);
  const valueAt = (unit, step) => ((given[unit.id] || {})[step] || [null])[0];
  const may = (question, unit, n) => question.needs.every(([name, values]) =>
    values.includes(valueAt(unit, named(name).scope === "statement" ? `${name}.${n}` : name)));
  const stepsOf = (unit) => {
    const steps = [];
    for (const q of questions()) {
      if (q.scope === (unit.refusal ? "refusal" : "answer") && may(q, unit)) steps.push({ key: q.name, question: q });
    }
    if (unit.refusal) return steps;
    unit.statements.forEach((statement, i) => {
      const n = i + 1;
      for (const q of questions()) {
        if (q.scope === "statement" && may(q, unit, n)) steps.push({ key: `${q.name}.${n}`, question: q, statement: n });
        else if (q.scope === "citation" && statement.sentences.length > 1 && may(q, unit, n)) {
          for (const s of statement.sentences) steps.push({ key: `${q.name}.${n}.${s}`, question: q, statement: n, sentence: s });
        }
      }
    });
    return steps;
  };
  const adjudicates = () => work.role === "adjudicator";
  const unitNamed = (id) => work.batch.units.find((u) => u.id === id);
  const units = () => work.order.map(unitNamed);
  const isDone = (unit) => stepsOf(unit).every((step) => valueAt(unit, step.key) !== null);
  const settled = ([unit, step]) => Boolean((given[unit] || {})[`final:${step}`] && (given[unit] || {})[`why:${step}`]);
  const total = () => (adjudicates() ? work.cases.length : work.order.length);
  const doneCount = () => (adjudicates() ? work.cases.filter(settled).length : units().filter(isDone).length);
  const firstOpen = () => {
    const open = adjudicates() ? work.cases.findIndex((c) => !settled(c)) : units().findIndex((u) => !isDone(u));
    if (open < 0) return null;
    const step = adjudicates() ? 0 : stepsOf(units()[open]).findIndex((s) => valueAt(units()[open], s.key) === null);
    return { unit: open, step };
  };
  const current = () => {
    if (!adjudicates()) {
      const unit = units()[place.unit];
      return { unit, step: stepsOf(unit)[place.step] };
    }
    const [id, key] = work.cases[place.unit];
    const [name, statement] = key.split(".");
    return { unit: unitNamed(id), step: { key, question: named(name), statement: statement ? Number(statement) : undefined } };
  };

  // ---- keeping what is clicked

  const kept = () => `kutip:${work.hash}:${person.name}`;
  let rows = []; // offline: every click; online: those not yet known to be saved
  let sending = false;
  const tell = (state) => {
    saved = state;
    const line = document.querySelector(".saved");
    if (!line) return;
    line.textContent = state ? say(state) : "";
    line.classList.toggle("lost", state === "lost" || state === "full");
  };
  const clickId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), (b) => b.toString(16).padStart(2, "0")).join("");
  const call = async (action, body) => {
    const response = await fetch(`api/${action}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        "X-Kutip-Rater": encodeURIComponent(person.name),
        "X-Kutip-Token": encodeURIComponent(person.token),
      },
      body: JSON.stringify(body === undefined ? null : body),
    });
    return { status: response.status, answer: await response.json().catch(() => ({})) };
  };
  const keepRows = () => storage.set(kept(), JSON.stringify(rows));
  const send = async () => {
    if (sending || !rows.length) return;
    sending = true;
    const batch = rows.slice(0, 100);
    let reply = null;
    try { reply = await call("ratings", batch); } catch { reply = null; }
    sending = false;
    if (reply && (reply.status === 200 || reply.status === 400)) {
      rows = rows.slice(batch.length);
      keepRows();
      if (reply.status === 400) { showAlarm(reply.answer.detail); tell("lost"); } else tell(rows.length ? "saving" : "saved");
      if (rows.length) await send();
    } else if (reply && reply.status === 401) {
      screen = "sign-in"; render(say("wrong"));
    } else {
      tell("lost");
      setTimeout(send, 1500);
    }
  };
  const record = (unit, step, value, reason = null, note = null) => {
    const row = {
      click: clickId(), unit: unit.id, step, value, reason, note: note || null,
      seconds: Math.round(attention()) / 1000, at: new Date().toISOString(), guideline: work.guideline.version,
    };
    given[unit.id] = { ...given[unit.id], [step]: [value, reason, row.note] };
    rows.push(row);
    if (offline) tell(keepRows() ? "saved" : "full");
    else { keepRows(); tell("saving"); send(); }
  };
  const attention = () => since + (resumed === null ? 0 : performance.now() - resumed);
  const restart = () => { since = 0; resumed = document.hidden ? null : performance.now(); };
  const hold = () => { since = attention(); resumed = null; };
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) hold(); else if (screen === "rate") resumed = performance.now();
  });

  // ---- opening

  const absorb = (list) => {
    for (const r of list) given[r.unit] = { ...given[r.unit], [r.step]: [r.value, r.reason, r.note] };
  };
  const begin = (got) => {
    work = got;
    given = got.given || {};
    rows = JSON.parse(storage.get(kept()) || "[]");
    absorb(rows);
    place = firstOpen() || { unit: 0, step: 0 };
    screen = "guide";
    render();
    if (!offline) send();
  };
  const signIn = async (name, token, action = "sign-in") => {
    person = { name, token };
    let reply = null;
    try { reply = await call(action); } catch { reply = null; }
    if (reply && reply.status === 200) {
      try { sessionStorage.setItem("kutip", JSON.stringify(person)); } catch { /* then he signs in again after a reload */ }
      begin(reply.answer);
    } else {
      screen = "sign-in";
      render(say(!reply ? "unreachable" : reply.status === 429 ? "tooMany" : "wrong"));
    }
  };

  // ---- moving

  const show = (where) => { place = where; both = null; finalChoice = null; restart(); screen = "rate"; render(); top(); };
  const top = () => { scrollTo(0, 0); const heading = document.querySelector(".judge h2, .page h2"); if (heading) heading.focus({ preventScroll: true }); };
  const finish = () => { screen = "done"; render(); top(); };
  const forward = () => {
    if (!adjudicates() && place.step + 1 < stepsOf(units()[place.unit]).length) show({ unit: place.unit, step: place.step + 1 });
    else if (place.unit + 1 < total()) show({ unit: place.unit + 1, step: 0 });
    else { const open = firstOpen(); if (open) show(open); else finish(); }
  };
  const backward = () => {
    if (place.step > 0) show({ unit: place.unit, step: place.step - 1 });
    else if (place.unit > 0) {
      const before = place.unit - 1;
      show({ unit: before, step: adjudicates() ? 0 : stepsOf(units()[before]).length - 1 });
    }
  };
  const choose = (value, reason = null, note = null) => {
    const { unit, step } = current();
    record(unit, step.key, value, reason, note);
    if (adjudicates()) reveal(); else forward();
  };
  const reveal = async () => {
    const { unit, step } = current();
    while (rows.length) { await send(); if (rows.length) await new Promise((go) => setTimeout(go, 300)); }
    let reply = null;
    try { reply = await call("both", { unit: unit.id, step: step.key }); } catch { reply = null; }
    if (!reply || reply.status !== 200) { showAlarm(reply ? reply.answer.detail : say("unreachable")); return; }
    both = reply.answer.values;
    finalChoice = ((given[unit.id] || {})[`final:${step.key}`] || [valueAt(unit, step.key)])[0];
    render();
    const heading = document.querySelector(".judge h3");
    if (heading) heading.focus();
  };
  const settle = (cause) => {
    const { unit, step } = current();
    const reason = finalChoice === "cannot" ? (given[unit.id][step.key][1] || "other") : null;
    record(unit, `final:${step.key}`, finalChoice, reason);
    record(unit, `why:${step.key}`, cause);
    forward();
  };

  // ---- what is seen

  const showAlarm = (text) => { const line = document.querySelector(".alarm"); if (line) line.textContent = text || ""; };
  const header = () => h("header", {}, h("div", {},
    h("h1", {}, "Kutip", h("small", {}, say("name") + (work && adjudicates() ? `, ${say("adjudicator")}` : ""))),
    work ? h("div", { class: "progress" },
      h("progress", { max: Math.max(1, total()), value: doneCount(), "aria-label": say("progress") }),
      h("span", {}, say("of", { n: doneCount(), all: total() }))) : null,
    h("span", { class: `saved${saved === "lost" || saved === "full" ? " lost" : ""}`, role: "status" }, saved ? say(saved) : ""),
    work && screen === "rate" ? h("button", { type: "button", class: "quiet", id: "pause", onclick: pause }, say("pause")) : null,
    work && screen !== "guide" ? h("button", { type: "button", class: "quiet", id: "guide", onclick: guide }, say("guide")) : null,
    work && offline ? h("button", { type: "button", class: "quiet", id: "export", onclick: exportRows }, say("export")) : null,
    h("button", { type: "button", class: "quiet", id: "language", lang: language === "id" ? "en" : "id", onclick: switchLanguage }, say("other")),
  ));
  const pause = () => { hold(); screen = "paused"; render(); top(); };
  const guide = () => { hold(); screen = "guide"; render(); top(); };
  const goOn = () => { screen = "rate"; resumed = performance.now(); render(); top(); };
  const switchLanguage = () => {
    language = language === "id" ? "en" : "id";
    storage.set("kutip:language", language);
    render();
    document.getElementById("language").focus();
  };

  const sentence = (number, text, kind) => {
    const words = [h("sup", {}, String(number)), `${text} `];
    return kind ? h("mark", { class: kind === "asked" ? "asked-of" : null, "data-s": number }, words)
      : h("span", { class: kind === undefined ? "near" : null, "data-s": number }, words);
  };
  const evidence = (unit, step) => {
    const shows = step.question.shows;
    const article = work.batch.articles.find((a) => a.id === unit.article);
    const cited = step.statement ? unit.statements[step.statement - 1].sentences : [];
    const box = h("section", { class: `evidence card${shows === "article" ? " long" : shows === "nothing" ? " hidden" : ""}`, "aria-label": say(shows === "cited" ? "evidence" : "article"), tabindex: shows === "article" ? 0 : null });
    if (shows === "nothing") { box.append(h("p", { class: "about" }, say("nothing"))); return box; }
    box.append(h("p", { class: "label" }, say(shows === "cited" ? "evidence" : "article")));
    if (step.statement && !cited.length) box.append(h("p", { class: "about" }, say("uncited")));
    const shown = (n) => shows === "article" || cited.some((c) => Math.abs(c - n) <= 1);
    let paragraph = null;
    let last = 0;
    article.sentences.forEach((text, i) => {
      const n = i + 1;
      if (!shown(n)) return;
      if (!paragraph || last !== n - 1 || article.paragraphs[i] !== article.paragraphs[i - 1]) {
        if (last !== n - 1 && (last || n > 1)) box.append(h("p", { class: "gap", "aria-hidden": "true" }, "…"));
        paragraph = h("p", { lang: article.language });
        box.append(paragraph);
      }
      const kind = !cited.includes(n) ? (shows === "article" ? null : undefined) : n === step.sentence ? "asked" : "cited";
      paragraph.append(sentence(n, text, kind));
      last = n;
    });
    if (last && last < article.sentences.length) box.append(h("p", { class: "gap", "aria-hidden": "true" }, "…"));
    return box;
  };
  // What is quoted is in the article's language, whatever the question's.
  const spokenIn = (unit, text) => {
    const article = work.batch.articles.find((a) => a.id === unit.article);
    return article.sentences.some((s) => s.includes(text)) ? article.language : unit.language;
  };
  const answer = (unit, step) => h("section", { class: "answer card", "aria-label": say("answer") },
    unit.history.length ? [h("p", { class: "label" }, say("before")), h("ol", { class: "before", lang: unit.language }, unit.history.map((q) => h("li", {}, q)))] : null,
    h("p", { class: "label" }, say("question")),
    h("p", { class: "asked", lang: unit.language }, unit.question),
    h("p", { class: "label" }, step.statement && unit.statements.length > 1 ? say("statement", { n: step.statement, all: unit.statements.length }) : say("answer")),
    unit.refusal ? h("p", { class: "statement refused" }, say("refusal"))
      : unit.statements.map((s, i) => h("p", {
        class: `statement${step.statement === i + 1 ? " now" : step.statement ? " later" : ""}`,
        lang: spokenIn(unit, s.text), "aria-current": step.statement === i + 1 ? "true" : null,
      }, s.text)));
  const asks = (step) => inWords(step.question.ask).replace("{sentence}", String(step.sentence));
  const option = (o, i, pressed, act) => h("li", {}, h("button", {
    type: "button", class: "option", "data-value": o.value, "aria-pressed": String(pressed), onclick: () => act(o.value),
    "aria-keyshortcuts": i === null ? null : String((i + 1) % 10),
  }, i === null ? null : h("kbd", { "aria-hidden": "true" }, String((i + 1) % 10)),
  h("span", {}, h("strong", {}, inWords(o.label)), inWords(o.anchor) ? h("span", {}, inWords(o.anchor)) : null)));
  const choices = (list, pressed, act, keys = true) =>
    h("ul", { class: `options${list.length > 6 ? " many" : ""}` }, list.map((o, i) => option(o, keys ? i : null, o.value === pressed, act)));

  const judge = (unit, step) => {
    const value = valueAt(unit, step.key);
    const open = firstOpen();
    const here = open && open.unit === place.unit && open.step === place.step;
    return h("section", { class: "judge card", "aria-labelledby": "asks" },
      h("h2", { id: "asks", tabindex: -1 }, asks(step)),
      h("p", { class: "hint" }, inWords(step.question.hint)),
      h("p", { class: "alarm", role: "alert" }),
      both ? settling(unit, step) : choices(step.question.options, value, choose),
      h("div", { class: "row" },
        h("button", { type: "button", class: "quiet", id: "back", onclick: backward, disabled: place.unit === 0 && place.step === 0 }, `← ${say("back")}`),
        both ? null : h("button", { type: "button", class: "quiet", id: "cannot", "aria-pressed": String(value === "cannot"), onclick: cannot }, say("cannot")),
        value !== null && !adjudicates() ? h("button", { type: "button", class: "quiet push", id: "next", onclick: forward }, `${say("next")} →`) : null,
        open && !here && !adjudicates() ? h("button", { type: "button", class: "quiet", id: "latest", onclick: () => show(open) }, say("latest")) : null));
  };
  const settling = (unit, step) => {
    const names = Object.fromEntries(step.question.options.map((o) => [o.value, inWords(o.label)]));
    const word = (value) => names[value] || (value === "cannot" ? say("cannot") : say("notAsked"));
    const same = new Set(both).size === 1 && both[0] !== "cannot";
    const causes = work.guideline.causes.filter((c) => same || c.value !== "agreed");
    if (same) causes.unshift(causes.pop());
    const why = ((given[unit.id] || {})[`why:${step.key}`] || [null])[0];
    const options = finalChoice === "cannot" ? [...step.question.options, { value: "cannot", label: { id: WORDS.id.cannot, en: WORDS.en.cannot }, anchor: { id: "", en: "" } }] : step.question.options;
    return h("div", {},
      h("h3", { tabindex: -1 }, say(same ? "theirsSame" : "theirs")),
      h("ul", { class: "theirs" }, both.map((v) => h("li", {}, word(v)))),
      h("p", {}, `${say("yours")}: `, h("strong", {}, word(valueAt(unit, step.key)))),
      h("h3", { id: "final" }, say("final")),
      h("div", { id: "finals" }, choices(options, finalChoice, (value) => { finalChoice = value; render(); }, false)),
      h("h3", {}, say(same ? "causeSame" : "cause")),
      h("div", { id: "causes" }, choices(causes, why, settle)));
  };
  const cannot = () => {
    const reason = h("select", { id: "reason", required: true }, work.guideline.reasons.map((r) => h("option", { value: r.value }, inWords(r.label))));
    const note = h("textarea", { id: "note", rows: 2, maxlength: 500 });
    const dialog = h("dialog", { "aria-labelledby": "why" }, h("form", {
      method: "dialog", onsubmit: (event) => { event.preventDefault(); dialog.close("save"); },
    },
    h("h2", { id: "why" }, say("why")), h("label", {}, say("reason"), reason), h("label", {}, say("note"), note),
    h("div", { class: "row" }, h("button", { class: "main", id: "save" }, say("save")),
      h("button", { type: "button", class: "quiet", onclick: () => dialog.close("") }, say("cancel")))));
    dialog.addEventListener("close", () => {
      const keep = dialog.returnValue === "save";
      dialog.remove();
      if (keep) choose("cannot", reason.value, note.value.trim());
      else { const button = document.getElementById("cannot"); if (button) button.focus(); }
    });
    document.body.append(dialog);
    dialog.showModal();
  };

  const signInPage = (why) => {
    const name = h("input", { id: "name", autocomplete: "username", required: true, maxlength: 40 });
    const token = h("input", { id: "token", autocomplete: "current-password", required: true, maxlength: 60, spellcheck: "false", autocapitalize: "none" });
    return h("form", { class: "card", onsubmit: (event) => { event.preventDefault(); signIn(name.value.trim(), token.value.trim()); } },
      h("h2", {}, say("signIn")), h("p", { class: "hint" }, say("signHint")), h("p", { class: "alarm", role: "alert" }, why || ""),
      h("label", {}, say("rater"), name), h("label", {}, say("token"), token), h("button", { class: "main" }, say("signIn")));
  };
  const guidePage = () => h("div", { class: "page card" },
    h("h2", { tabindex: -1 }, say("guideTitle")),
    h("ol", {}, WORDS[language][adjudicates() ? "guideAdjudicator" : "guideSteps"].map((line) => h("li", {}, line))),
    h("div", { class: "row" }, h("button", { type: "button", class: "main", id: "start", onclick: () => (firstOpen() ? goOn() : finish()) }, say(doneCount() || Object.keys(given).length ? "goOn" : "start")),
      offline ? h("button", { type: "button", class: "quiet", id: "restore", onclick: restoreRows }, say("restore")) : null),
    h("p", { class: "alarm", role: "alert" }),
    h("h2", {}, say("guideQuestions")),
    questions().map((q) => h("section", {}, h("h3", {}, inWords(q.ask).replace("{sentence}", "…")),
      inWords(q.hint) ? h("p", { class: "hint" }, inWords(q.hint)) : null,
      h("dl", {}, q.options.flatMap((o) => [h("dt", {}, inWords(o.label)), h("dd", {}, inWords(o.anchor))])))));
  const notice = (title, text, ...buttons) => h("div", { class: "page card" }, h("h2", { tabindex: -1 }, title), h("p", {}, text), h("div", { class: "row" }, buttons));
  const donePage = () => {
    if (!total()) return notice(say("none"), say("noneHint"));
    return notice(say("done"), say(offline ? "doneOffline" : "doneOnline"),
      offline ? h("button", { type: "button", class: "main", onclick: exportRows }, say("export")) : null,
      h("button", { type: "button", class: "quiet", id: "review", onclick: () => show({ unit: 0, step: 0 }) }, say("review")));
  };

  const exportRows = () => {
    const whole = { format: work.batch.format, hash: work.hash, guideline: work.guideline.version, rater: person.name, ratings: rows };
    const link = h("a", { href: URL.createObjectURL(new Blob([JSON.stringify(whole, null, 1)], { type: "application/json" })), download: `kutip-${work.hash.slice(0, 8)}-${person.name.replace(/[^\p{L}\p{N}]+/gu, "-")}.json` });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const restoreRows = () => {
    const input = h("input", { type: "file", accept: ".json,application/json" });
    input.addEventListener("change", async () => {
      let whole = null;
      try { whole = JSON.parse(await input.files[0].text()); } catch { whole = null; }
      if (!whole || whole.hash !== work.hash || whole.rater !== person.name || !Array.isArray(whole.ratings)) { showAlarm(say("notMine")); return; }
      const known = new Set(rows.map((r) => r.click));
      rows = [...rows, ...whole.ratings.filter((r) => !known.has(r.click))].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
      given = {};
      absorb(rows);
      keepRows();
      place = firstOpen() || { unit: 0, step: 0 };
      render();
      tell("restored");
    });
    input.click();
  };

  const render = (why) => {
    document.documentElement.lang = language;
    document.title = `Kutip: ${say("name")}`;
    let body = null;
    if (screen === "sign-in") body = signInPage(why);
    else if (screen === "guide") body = guidePage();
    else if (screen === "paused") body = notice(say("paused"), say("pausedHint"), h("button", { type: "button", class: "main", id: "resume", onclick: goOn }, say("resume")));
    else if (screen === "done") body = donePage();
    else {
      const { unit, step } = current();
      body = h("div", { class: "desk" }, answer(unit, step), evidence(unit, step), judge(unit, step));
      if (adjudicates() && !both && valueAt(unit, step.key) !== null) reveal();
    }
    document.body.replaceChildren(header(), h("main", {}, body));
    // A long article opens where it matters.
    const mark = document.querySelector(".evidence.long mark");
    if (mark) { const box = mark.closest(".evidence"); box.scrollTop = mark.offsetTop - box.clientHeight / 3; }
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !work) return;
    if (event.target.closest("input, select, textarea, dialog") || document.querySelector("dialog[open]")) return;
    if (screen === "paused" && /^[pP]$/.test(event.key)) { goOn(); return; }
    if (screen !== "rate") return;
    if (/^[0-9]$/.test(event.key)) {
      const list = document.querySelectorAll(both ? "#causes .option" : ".judge .option");
      const button = list[(Number(event.key) + 9) % 10];
      if (button) { event.preventDefault(); button.click(); }
    } else if (event.key === "ArrowLeft") backward();
    else if (event.key === "ArrowRight" && document.getElementById("next")) forward();
    else if (/^[pP]$/.test(event.key)) pause();
    else if (/^[xX]$/.test(event.key) && document.getElementById("cannot")) cannot();
  });

  const wanted = storage.get("kutip:language");
  if (wanted === "id" || wanted === "en") language = wanted;
  if (offline) begin({ ...setup, given: {} });
  else {
    let before = null;
    try { before = JSON.parse(sessionStorage.getItem("kutip") || "null"); } catch { before = null; }
    render();
    if (before) signIn(before.name, before.token, "work");
  }
})();
