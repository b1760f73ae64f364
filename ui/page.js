// Runs once when the page opens. It moves between quotes and sentences, copies, saves, and mends
// what the components leave out for screen readers. It never writes HTML: text nodes only.
() => {
  if (window.kutip) return;
  const PILL = /^#s-(\d{1,4})-(\d{1,5})(?:-(\d{1,6})-(\d{1,6}))?$/;
  const find = (selector) => document.querySelector(selector);
  const words = () => (find("#words") || { dataset: {} }).dataset;
  let from = null; // the pill that was followed
  let lit = null; // the sentence it led to

  const unlight = () => {
    if (from) from.removeAttribute("aria-current");
    if (!lit) return;
    lit.classList.remove("lit");
    lit.textContent = lit.textContent; // drops the mark around the highlight
    lit = null;
    const back = find("#pane .back");
    if (back) back.hidden = true;
  };

  // Offsets count code points, the DOM counts UTF-16 units.
  const mark = (sentence, low, high) => {
    const points = Array.from(sentence.textContent);
    if (!(low < high && high <= points.length)) return;
    const part = (a, b) => points.slice(a, b).join("");
    const marked = document.createElement("mark");
    marked.textContent = part(low, high);
    sentence.replaceChildren(part(0, low), marked, part(high, points.length));
  };

  const follow = (pill) => {
    const match = PILL.exec(pill.getAttribute("href"));
    if (!match) return;
    const [, article, number, low, high] = match;
    // Looked up by data attribute inside the pane: an id could be planted elsewhere.
    const sentence = find(`#pane [data-a="${article}"] [data-s="${number}"]`);
    unlight();
    if (!sentence) return;
    from = pill;
    from.setAttribute("aria-current", "true");
    lit = sentence;
    if (low !== undefined) mark(sentence, Number(low), Number(high));
    sentence.classList.add("lit");
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    sentence.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
    sentence.focus({ preventScroll: true });
    find("#pane .back").hidden = false;
  };

  const goBack = () => {
    const pill = from;
    unlight();
    if (!pill || !pill.isConnected) return;
    pill.scrollIntoView({ block: "nearest" });
    pill.focus({ preventScroll: true });
  };

  const dark = (on) => document.body.classList.toggle("dark", on);

  document.addEventListener("click", (event) => {
    const at = (selector) => event.target.closest && event.target.closest(selector);
    const pill = at(':is(#chat, #points) a[href^="#s-"]');
    if (pill) {
      // The page has a base address, so the browser would leave it.
      event.preventDefault();
      event.stopPropagation();
      follow(pill);
    } else if (at("#pane .back")) {
      goBack();
    } else if (at("#theme")) {
      dark(!document.body.classList.contains("dark"));
    }
  }, true);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && lit && find("#pane").contains(document.activeElement)) goBack();
  });

  const tell = (text) => {
    const told = find("#told");
    if (!told) return;
    told.textContent = text;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => { told.textContent = ""; }, 6000);
  };

  // Without a secure origin (a plain address in the local network) there is no clipboard object.
  const copyOldWay = (text) => {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  };

  window.kutip = {
    copy: async (text) => {
      if (!text) return;
      let done = false;
      try {
        await navigator.clipboard.writeText(text);
        done = true;
      } catch {
        done = copyOldWay(text);
      }
      tell(done ? words().copied : words().copyFailed);
      return done;
    },
    save: (text) => {
      if (!text) return;
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
      link.download = "kutip.md";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    },
    write: () => { const box = find("#ask textarea"); if (box) box.focus(); },
  };

  // Readers' flags, where the operator switched them on: a button under each reply, and its questions.
  const flagWords = () => { const line = find("#flag-words"); return line && JSON.parse(line.dataset.words); };
  const make = (tag, properties, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const askFlag = (row, said) => {
    const pills = new Map();
    for (const pill of row.querySelectorAll("a")) {
      const match = PILL.exec(pill.getAttribute("href"));
      if (match) pills.set(`${match[1]} ${match[2]}`, `${said.number} ${match[2]}`);
    }
    const options = [["", said.whole], ...pills].map(([value, text]) => make("option", { value, textContent: text }));
    const sentence = make("select", {}, ...options);
    const reason = make("select", {}, ...said.reasons.map((value) => make("option", { value, textContent: said[value] })));
    const note = make("textarea", { rows: 2, maxLength: 500 });
    const send = make("button", { type: "submit", textContent: said.send, className: "send" });
    const cancel = make("button", { type: "button", textContent: said.cancel });
    const form = make("form", { method: "dialog" }, make("h2", { textContent: said.title, id: "flag-title" }),
      make("label", { textContent: said.sentence }, sentence), make("label", { textContent: said.reason }, reason),
      make("label", { textContent: said.note }, note), make("p", { textContent: said.stored }), make("div", {}, send, cancel));
    const dialog = make("dialog", { id: "flagging", lang: words().lang }, form);
    dialog.setAttribute("aria-labelledby", "flag-title");
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", () => {
      const [article, number] = sentence.value ? sentence.value.split(" ").map(Number) : [null, null];
      const rows = Array.from(document.querySelectorAll("#chat .bot-row"));
      window.kutip.flag = JSON.stringify({ reply: rows.indexOf(row), article, sentence: number, reason: reason.value, note: note.value });
      find("#flag-send").click();
    });
    dialog.addEventListener("close", () => { dialog.remove(); const button = row.querySelector(".flag"); if (button) button.focus(); });
    document.body.append(dialog);
    dialog.showModal();
  };
  const flagButtons = () => {
    const said = flagWords();
    if (!said || find("#ask .stop-button")) return;
    for (const row of document.querySelectorAll("#chat .bot-row")) {
      let button = row.querySelector(".flag");
      if (!button) {
        button = make("button", { type: "button", className: "flag" });
        button.addEventListener("click", () => askFlag(row, flagWords()));
        (row.querySelector(".flex-wrap") || row).append(button);
      }
      if (button.textContent !== said.flag) button.textContent = said.flag;
    }
  };
  window.kutip.flagged = (why) => { const said = flagWords(); if (said && !why) tell(said.kept); };

  const set = (element, name, value) => {
    if (element && value && element.getAttribute(name) !== value) element.setAttribute(name, value);
  };

  const icon = document.createElement("link");
  icon.rel = "icon";
  icon.href = "data:image/svg+xml," + encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="8" fill="#0c5a55"/>' +
    '<path fill="#fff" d="M8 21v-5c0-4 2-6 6-7v3c-2 .6-2.6 2-2.6 3H14v6zm10 0v-5c0-4 2-6 6-7v3c-2 .6-2.6 2-2.6 3H24v6z"/></svg>');
  document.querySelectorAll('link[rel~="icon"]').forEach((other) => other.remove());
  document.head.append(icon);

  // A new question goes to the top of the chat, so that its reply is read from the start.
  let latest = "";
  const showLatest = () => {
    const log = find('#chat [role="log"]');
    const rows = log ? log.querySelectorAll(".message-row") : [];
    const now = rows.length ? rows.length + rows[rows.length - 1].textContent : "";
    if (now === latest) return;
    latest = now;
    const asked = log ? log.querySelectorAll(".user-row") : [];
    if (!asked.length) return;
    log.scrollTop += asked[asked.length - 1].getBoundingClientRect().top - log.getBoundingClientRect().top;
  };

  // Names and languages that the components do not give.
  const tidy = () => {
    flagButtons();
    const said = words();
    set(document.documentElement, "lang", said.lang);
    if (said.title && document.title !== said.title) document.title = said.title;
    set(find('#chat [role="log"]'), "aria-label", said.conversation);
    set(find("#ask textarea"), "aria-label", said.question);
    set(find("#language"), "aria-label", said.language);
    for (const message of document.querySelectorAll("#chat [data-testid=user], #chat [data-testid=bot]")) {
      // The component names a message by its raw Markdown, which would be read aloud.
      set(message, "role", "group");
      set(message, "aria-label", message.dataset.testid === "user" ? said.you : "Kutip");
    }
    // Messages of the client's own, which it has in English only.
    for (const message of document.querySelectorAll("[data-testid=toast-text]")) {
      const text = message.textContent;
      if (message.dataset.said === text) continue;
      const own = /busy/i.test(text) ? said.busy : /too many/i.test(text) ? said.tooMany
        : /connection/i.test(text) ? said.lost : said.failed;
      message.dataset.said = message.textContent = own;
    }
    for (const quote of document.querySelectorAll("#chat blockquote:not([lang])")) {
      const pill = quote.querySelector("a");
      const match = pill && PILL.exec(pill.getAttribute("href"));
      const text = match && find(`#pane [data-a="${match[1]}"]`);
      if (text) quote.firstElementChild.lang = quote.lang = text.lang;
    }
  };
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => { due = false; tidy(); showLatest(); });
  }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["aria-label"] });
  tidy();
}
