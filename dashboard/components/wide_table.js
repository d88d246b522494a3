/* In:  data.heads, data.rows, data.by, data.down, data.cut, data.label, data.copied, data.words.
   Out: triggers "ordered" = the key of a head, "pinned" = the id of a row. The order is the server's: the list is longer
   than what is here. */
export default function ({ data, parentElement, setTriggerValue }) {
  const table = parentElement.querySelector("table"), words = data.words
  const frame = parentElement.querySelector(".frame"), status = parentElement.querySelector("[role=status]")
  const copy = parentElement.querySelector(".copy")
  const held = parentElement.getRootNode().activeElement?.dataset?.at  // a press draws anew: the focus stays where it was
  frame.setAttribute("aria-label", data.label)
  table.setAttribute("aria-label", data.label)
  const put = (parent, tag, className, text) => {
    const el = parent.appendChild(document.createElement(tag))
    if (className) el.className = className
    if (text !== undefined) el.textContent = text
    return el
  }
  const press = (parent, className, text, at, act) => {
    const el = put(parent, "button", className, text)
    el.type = "button"
    el.dataset.at = at
    el.onclick = act
    return el
  }

  copy.textContent = words.copy
  if (copy.dataset.of !== data.copied) status.textContent = ""
  copy.dataset.of = data.copied
  copy.onclick = async () => {
    let done = true
    try { await navigator.clipboard.writeText(data.copied) }
    catch {  // a page that is not served by https may not use the clipboard this way
      const box = put(parentElement, "textarea")
      box.value = data.copied
      box.select()
      done = document.execCommand("copy")
      box.remove()
      copy.focus()
    }
    status.textContent = done ? words.copied : words.copy_failed
  }

  table.replaceChildren()
  const top = put(table, "thead")
  if (data.heads.some(h => h.group)) {
    const groups = put(top, "tr")
    let last = null
    for (const head of data.heads) {
      if (last && head.group && head.group === last.textContent) { last.colSpan += 1; continue }
      last = put(groups, head.group ? "th" : "td", head.group ? "group" : "", head.group)
      if (head.group) last.scope = "colgroup"
    }
  }
  const line = put(top, "tr")
  for (const head of data.heads) {
    const th = put(line, "th", head.kind)
    th.scope = "col"
    if (head.key === null) { th.textContent = head.title; continue }
    const here = head.key === data.by
    th.setAttribute("aria-sort", here ? (data.down ? "descending" : "ascending") : "none")
    press(th, "", head.title + (here ? (data.down ? " ↓" : " ↑") : ""), `head ${head.key}`,
      () => setTriggerValue("ordered", head.key)).title = words.sort_hint
  }

  const body = put(table, "tbody"), last = data.rows.findLastIndex(r => r.pinned)
  data.rows.forEach((row, i) => {
    const tr = put(body, "tr", row.pinned ? (i === last ? "top last" : "top") : "")
    const th = put(tr, "th", "text")
    th.scope = "row"
    const name = put(th, row.href === null ? "span" : "a", "name", row.name)
    if (row.href !== null) {
      name.href = row.href
      name.onclick = event => { if (isPlain(event)) { event.preventDefault(); follow(row.href) } }
    }
    if (row.id !== null) {
      const pin = press(th, "pin", row.pinned ? words.pinned : words.pin, `pin ${row.id}`, () => setTriggerValue("pinned", row.id))
      pin.setAttribute("aria-pressed", row.pinned)
      pin.setAttribute("aria-label", `${row.pinned ? words.unpin : words.pin} ${row.name}`)
    }
    row.cells.forEach((cell, j) => {
      const head = data.heads[j + 1], td = put(tr, "td", head.kind)
      if (cell.values.length) { td.append(spark(cell.values, null, null, data.cut, cell.spoken)); return }
      const shown = put(td, "span", cell.faint ? "faint" : "", cell.text)
      if (cell.hint) tell(shown, cell)
      if (cell.small) put(td, "small", "", cell.small)
    })
  })
  if (held) [...parentElement.querySelectorAll("[data-at]")].find(el => el.dataset.at === held)?.focus()
}
