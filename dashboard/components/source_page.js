/* In:  data, as source_page.Sheet says.   Out: triggers "picked" = an address, "turned" = a page (0: the marked one).
   Zoom and place are kept while the page and what is marked stay the same. What is marked stays in the middle until the
   reader moves the page: a page still being put together may set the text anew (a line more, 18 px, was seen). */
const STEPS = [.7, .85, 1, 1.25, 1.5, 2, 2.5, 3, 4], held = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const bar = parentElement.querySelector(".bar"), pane = parentElement.querySelector(".pane")
  const live = parentElement.querySelector(".live"), words = data.words
  const state = held.get(parentElement) ?? { zoom: 0, shown: "", focus: null, isMoved: false }
  if (!held.has(parentElement)) {
    for (const act of ["wheel", "pointerdown", "touchmove", "keydown"])
      parentElement.addEventListener(act, () => { state.isMoved = true }, { passive: true })
  }
  held.set(parentElement, state)
  const add = (parent, tag, kind, text) => {
    const el = parent.appendChild(document.createElement(tag))
    if (kind) el.className = kind
    if (text !== undefined) el.textContent = text
    return el
  }
  const pick = (el, address) => { el.onclick = () => setTriggerValue("picked", address) }
  const focused = parentElement.getRootNode().activeElement?.dataset?.name

  /* what is drawn: the paper, or the text */
  const shown = data.src ? `${data.page} ${data.src}` : `text ${data.blocks.length}`
  const isNew = state.shown !== shown
  const at = isNew ? null : [pane.scrollLeft, pane.scrollTop]
  let sheet, target
  pane.replaceChildren()
  pane.setAttribute("aria-label", data.title)
  if (data.src) {
    sheet = add(pane, "div", "sheet")
    sheet.style.aspectRatio = data.ratio
    const img = add(sheet, "img")
    img.alt = data.title
    img.src = data.src.startsWith("/") ? location.pathname.replace(/\/[^/]*\/?$/, "") + data.src : data.src
    const place = (el, [left, top, width, height]) => Object.assign(el.style, {
      left: left + "%", top: top + "%", width: width + "%", height: height + "%" })
    for (const box of data.quoted) {
      const el = add(sheet, "div", "quoted")
      place(el, box)
      el.title = words.quoted
      target ??= el
    }
    for (const [address, left, top, width, height, kind, label] of data.spots) {
      const el = add(sheet, "div", "spot " + kind), box = [left, top, width, height]
      place(el, box)
      pick(el, address)
      el.dataset.address = address
      if (label) el.title = label
      for (const frame of ["breaking", "picked"]) {
        if (kind.includes(frame)) place(add(sheet, "div", "frame " + frame), box)
      }
      if (address === data.focus) target = el
    }
  } else {
    const whole = add(pane, "div", "text")
    for (const block of data.blocks) {
      if (block.cells) table(add(whole, "table"), block.cells)
      else line(whole, block)
    }
    target = whole.querySelector("[data-focus]") ?? whole.querySelector(".quote")
  }

  function table(el, cells) {
    const rows = []
    for (const [row, col, down, across, words, kind, address] of cells) {
      while (rows.length <= row) rows.push(add(el, "tr"))
      const td = add(rows[row], "td", kind, words)
      td.rowSpan = down
      td.colSpan = across
      if (address) own(td, address)
    }
  }
  function line(text, block) {
    const isCell = /^\s*\t[^\t]*$/.test(block.text)
    const p = add(text, "p", isCell ? "cell" : /\t|\S {2,}\S/.test(block.text) ? "laid" : "")
    let done = 0
    for (const [from, to, kind, address] of block.marks ?? []) {
      if (from < done) continue
      p.append(block.text.slice(done, from))
      const mark = add(p, "mark", kind, block.text.slice(from, to))
      if (address) own(mark, address)
      done = to
    }
    p.append(block.text.slice(done))
  }
  function own(el, address) {
    el.classList.add("figure")
    el.dataset.address = address
    pick(el, address)
    if (address === data.focus) el.dataset.focus = ""
  }

  /* how large, and what of it is seen */
  const text = pane.querySelector(".text"), least = sheet ? 1 : .7
  const resize = () => { if (sheet) sheet.style.width = state.zoom * 100 + "%"; else text.style.fontSize = 13 * state.zoom + "px" }
  const fit = () => {  /* print no smaller than on paper; aligned text as wide as the pane where it stays legible */
    const wide = pane.clientWidth || data.points
    state.zoom = 1
    resize()
    state.zoom = sheet ? Math.min(2.5, Math.max(1, .97 * data.points / wide)) : Math.max(least, Math.min(1, wide / text.scrollWidth))
  }
  const toTarget = () => {
    if (!target) return
    const box = target.getBoundingClientRect(), own = pane.getBoundingClientRect()
    pane.scrollLeft = Math.max(0, pane.scrollLeft + box.right - own.left - pane.clientWidth + 40)  /* labels stand left */
    pane.scrollTop += box.top - own.top - (pane.clientHeight - box.height) / 2
  }
  const step = by => {
    const middle = [(pane.scrollLeft + pane.clientWidth / 2) / pane.scrollWidth, (pane.scrollTop + pane.clientHeight / 2) / pane.scrollHeight]
    state.zoom = by > 0 ? STEPS.find(s => s > state.zoom + .01) ?? 4 : STEPS.findLast(s => s < state.zoom - .01 && s >= least) ?? least
    resize()
    pane.scrollLeft = middle[0] * pane.scrollWidth - pane.clientWidth / 2
    pane.scrollTop = middle[1] * pane.scrollHeight - pane.clientHeight / 2
    buttons()
  }
  const settle = () => { fit(); resize(); toTarget() }
  if (isNew || state.focus !== data.focus) {
    state.isMoved = false
    settle()
    if (!target) pane.scrollTop = pane.scrollLeft = 0
  } else {
    resize();
    [pane.scrollLeft, pane.scrollTop] = at
  }
  Object.assign(state, { shown, focus: data.focus })
  state.watch?.disconnect()
  state.watch = new ResizeObserver(() => { if (!state.isMoved) settle() })
  for (const el of [pane, sheet ?? text]) state.watch.observe(el)

  /* the buttons */
  function buttons() {
    bar.replaceChildren()
    const button = (name, text, isOff, act) => {
      const el = add(bar, "button", "", text)
      el.dataset.name = name
      el.type = "button"
      el.disabled = isOff
      el.setAttribute("aria-label", words[name])
      el.title = words[name]
      el.onclick = () => { act(); bar.querySelector(`[data-name=${name}]`)?.focus() }
    }
    if (data.n_pages > 1) {
      button("previous", "‹", data.page <= 1, () => setTriggerValue("turned", data.page - 1))
      add(bar, "span", "", words.page)
      button("next", "›", data.page >= data.n_pages, () => setTriggerValue("turned", data.page + 1))
    }
    if (data.is_elsewhere || target) {
      button("marked", words.marked, false, () => data.is_elsewhere ? setTriggerValue("turned", 0) : toTarget())
    }
    add(bar, "i")
    button("smaller", "−", state.zoom <= least, () => step(-1))
    button("bigger", "+", state.zoom >= 4, () => step(1))
    button("whole", words.whole, false, () => {
      if (sheet) state.zoom = 1; else fit()
      resize()
      pane.scrollLeft = 0
      buttons()
    })
  }
  buttons()
  if (focused) bar.querySelector(`[data-name=${focused}]`)?.focus()
  pane.onkeydown = event => {
    if (event.key === "+" || event.key === "=") step(1)
    else if (event.key === "-") step(-1)
    else return
    event.preventDefault()
  }
  if (live.textContent !== data.said) live.textContent = data.said
}
