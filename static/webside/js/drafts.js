// Answers that are on their way: kept in this browser until the server has them, and sent in order.
"use strict";

(() => {
  const PREFIX = "webside.answer.";

  window.webside = window.webside || {};

  /** The answers of one sitting that are not saved yet, by the address of their question. */
  window.webside.drafts = (attempt) => {
    const key = PREFIX + attempt;

    function read() {
      try {
        return JSON.parse(localStorage.getItem(key)) || {};
      } catch {
        return {}; // no storage here: the page itself still tries again
      }
    }

    function write(kept) {
      try {
        if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
        else localStorage.removeItem(key);
      } catch {
        // full or forbidden: see above
      }
    }

    function forget(address, seq) {
      const kept = read();
      if (kept[address] && kept[address].seq <= seq) delete kept[address];
      write(kept);
    }

    async function post(address, draft) {
      const fields = new URLSearchParams(draft.fields);
      fields.set("csrfmiddlewaretoken", document.querySelector("[name=csrfmiddlewaretoken]").value);
      const answer = await fetch(address, {
        method: "POST",
        body: fields,
        headers: { "HX-Request": "true" },
        redirect: "manual",
      }).catch(() => null);
      return Boolean(answer && answer.headers.get("X-Answer"));
    }

    return {
      /** Keep the answer of a form as it stands. */
      keep(form) {
        const fields = new URLSearchParams(new FormData(form));
        fields.delete("csrfmiddlewaretoken");
        fields.set("seconds", "0");
        const kept = read();
        kept[form.getAttribute("action")] = { seq: Number(fields.get("client_seq")), fields: fields.toString() };
        write(kept);
      },

      /** Forget the answer of a form: the server has it, or has said why it never will. */
      drop(form) {
        const kept = read();
        delete kept[form.getAttribute("action")];
        write(kept);
      },

      /** Send what is kept; resolve to whether the question in front was among it. */
      async send() {
        const waiting = Object.entries(read()).sort(([, one], [, other]) => one.seq - other.seq);
        let here = false;
        for (const [address, draft] of waiting) {
          if (!(await post(address, draft))) return here;
          forget(address, draft.seq);
          here = here || address === location.pathname;
        }
        return here;
      },
    };
  };

  /** A function that says how many milliseconds have gone by; it never goes back. One clock stands still while
      a computer sleeps, the other may be set: the larger counts. */
  window.webside.elapsed = () => {
    const opened = performance.now();
    const began = Date.now();
    let gone = 0;
    return () => {
      gone = Math.max(gone, performance.now() - opened, Date.now() - began);
      return gone;
    };
  };

  /** How many seconds this page has been in view since the last restart. */
  window.webside.stopwatch = () => {
    let gone = 0;
    let since = document.hidden ? null : performance.now();
    const total = () => gone + (since === null ? 0 : performance.now() - since);
    document.addEventListener("visibilitychange", () => {
      gone = total();
      since = document.hidden ? null : performance.now();
    });
    return {
      seconds: () => Math.round(total() / 1000),
      restart() {
        gone = 0;
        since = document.hidden ? null : performance.now();
      },
    };
  };
})();
