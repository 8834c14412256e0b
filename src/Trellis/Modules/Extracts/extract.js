(() => {
  "use strict";
  const content = document.getElementById("content"), form = document.getElementById("open"), wrong = document.getElementById("wrong"), box = document.getElementById("passphrase");
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const add = (to, name, text) => { const e = document.createElement(name); if (text !== undefined) e.textContent = text; to.append(e); return e; };
  const list = (to, title, lines) => { if (lines.length) { add(to, "h3", title); const ul = add(to, "ul"); lines.forEach(l => add(ul, "li", l)); } };
  const show = extract => {
    form.remove();
    add(content, "p", extract.children.length === 1 ? "1 person" : extract.children.length + " people");
    extract.children.forEach(c => {
      const one = add(content, "section");
      add(one, "h2", c.name);
      add(one, "p", [c.reference, c.area, c.born && "born " + c.born].filter(Boolean).join(", "));
      if (c.where) add(one, "p", c.where);
      list(one, "Why", c.why); list(one, "Due", c.due); list(one, "In the household", c.household); list(one, "Open", c.matters);
    });
    content.tabIndex = -1; content.focus();
  };
  form.addEventListener("submit", async e => {
    e.preventDefault(); wrong.textContent = "";
    const locked = bytes(content.dataset.locked);
    let plain;
    try {
      const given = await crypto.subtle.importKey("raw", new TextEncoder().encode(box.value.normalize("NFC")), "PBKDF2", false, ["deriveKey"]);
      const key = await crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt: bytes(content.dataset.salt), iterations: Number(content.dataset.rounds) }, given, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
      plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: locked.slice(0, 12) }, key, locked.slice(12));
    } catch {
      wrong.textContent = "The passphrase does not open this extract, or the file was altered"; box.focus();
      return;
    }
    show(JSON.parse(new TextDecoder().decode(plain)));
  });
})();
