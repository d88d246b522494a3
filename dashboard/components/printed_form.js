/* In:  data.sections (form_model.Printed), data.label.   Out: trigger "picked" = the address of the chosen cell.
   One tab stop for the whole table; arrows move inside it, Enter or Space chooses. */
const shownMark = new WeakMap()

export default function ({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".frame"), table = parentElement.querySelector("table")
  const held = parentElement.activeElement?.dataset?.address
  table.replaceChildren()
  table.setAttribute("role", "grid")
  table.setAttribute("aria-label", data.label)
  const lines = []
  for (const section of data.sections) {
    const part = table.appendChild(document.createElement(section.kind))
    for (const row of section.rows) {
      const tr = part.appendChild(document.createElement("tr")), line = []
      let at = 0
      for (const box of row) {
        const el = tr.appendChild(document.createElement(box.address ? "td" : "th"))
        el.textContent = box.text
        el.colSpan = box.across
        el.rowSpan = box.down
        el.className = box.kind
        if (box.address) {
          el.dataset.address = box.address
          el.setAttribute("role", "gridcell")
          el.setAttribute("aria-label", box.label)
          el.setAttribute("aria-selected", String(el.classList.contains("picked")))
          el.tabIndex = -1
          line.push({ el, at })
          at += box.across
        } else el.scope = section.kind === "thead" || /^(caption|head|corner)/.test(box.kind) ? "col" : "row"
      }
      if (line.length) lines.push(line)
    }
  }

  const all = lines.flat().map(c => c.el)
  const find = kind => all.find(el => el.classList.contains(kind))
  const marked = find("breaking"), start = find("picked") ?? marked ?? all[0]
  if (start) start.tabIndex = 0
  const focus = el => { all.forEach(other => { other.tabIndex = -1 }); el.tabIndex = 0; el.focus() }
  const again = held && all.find(el => el.dataset.address === held)
  if (again) focus(again)

  /* a narrow window shows the breaking cell first, without moving the page */
  if (marked && shownMark.get(parentElement) !== marked.dataset.address) {
    shownMark.set(parentElement, marked.dataset.address)
    frame.scrollLeft = Math.max(0, marked.offsetLeft + marked.offsetWidth + 16 - frame.clientWidth)
  }

  table.onclick = event => {
    const el = event.target.closest("td")
    if (el?.dataset.address) { focus(el); setTriggerValue("picked", el.dataset.address) }
  }
  table.onkeydown = event => {
    const el = event.target.closest("td"), y = lines.findIndex(line => line.some(c => c.el === el))
    if (y < 0) return
    const line = lines[y], x = line.findIndex(c => c.el === el)
    const below = (step) => {
      const next = lines[y + step]
      return next && [...next].reverse().find(c => c.at <= line[x].at)
    }
    const to = { ArrowLeft: line[x - 1], ArrowRight: line[x + 1], ArrowUp: below(-1), ArrowDown: below(1),
                 Home: line[0], End: line[line.length - 1] }[event.key]
    if (to) focus(to.el)
    else if (event.key === "Enter" || event.key === " ") setTriggerValue("picked", el.dataset.address)
    else return
    event.preventDefault()
  }
}
