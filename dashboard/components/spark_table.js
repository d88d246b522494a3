/* In:  data.columns, data.rows, data.by, data.down, data.cut, data.label; data.choose (words of the boxes) and data.round.
   Out: trigger "picked" = the id of a row; state "chosen" = [round, ids of the ticked rows].
   The order a reader chose, and the ticks, stay through redraws; they are kept by the place the table stands in. Another
   round lets the ticks go. */
const chosen = new WeakMap(), ticked = new WeakMap()

export default function ({ data, parentElement, setTriggerValue, setStateValue }) {
  const table = parentElement.querySelector("table")
  table.setAttribute("aria-label", data.label || "")

  let ticks = ticked.get(parentElement)
  if (!ticks || ticks.round !== data.round) ticks = { round: data.round, ids: new Set() }
  for (const id of ticks.ids) if (!data.rows.some(row => row.id === id)) ticks.ids.delete(id)
  ticked.set(parentElement, ticks)
  const box = (cell, words, ids) => {
    const input = cell.insertBefore(document.createElement("input"), cell.firstChild), n = ids.filter(id => ticks.ids.has(id)).length
    input.type = "checkbox"
    input.ariaLabel = words
    input.checked = n > 0 && n === ids.length
    input.indeterminate = n > 0 && n < ids.length
    input.onclick = event => event.stopPropagation()
    input.onchange = () => {
      for (const id of ids) input.checked ? ticks.ids.add(id) : ticks.ids.delete(id)
      setStateValue("chosen", [data.round, [...ticks.ids]])
      const at = [...table.querySelectorAll("input")].indexOf(input)
      draw(chosen.get(parentElement))
      table.querySelectorAll("input")[at].focus()
    }
  }

  const compare = (p, q) => typeof p === "number" && typeof q === "number" ? p - q : String(p).localeCompare(String(q), "zh")
  const ordered = ({ by, down }) => by === null ? data.rows : [...data.rows].sort((a, b) => {
    const p = a.cells[by].sort, q = b.cells[by].sort
    if (p === null || q === null) return (p === null) - (q === null)
    return compare(p, q) * (down ? -1 : 1)
  })

  const head = (order) => {
    const part = table.appendChild(document.createElement("thead"))
    if (data.columns.some(c => c.group)) {
      const groups = part.appendChild(document.createElement("tr"))
      let last = null
      for (const column of data.columns) {
        if (last && column.group === last.textContent) { last.colSpan += 1; continue }
        last = groups.appendChild(document.createElement("th"))
        last.textContent = column.group
        last.className = column.group ? "group" : ""
        last.scope = "colgroup"
      }
    }
    const row = part.appendChild(document.createElement("tr"))
    data.columns.forEach((column, j) => {
      const th = row.appendChild(document.createElement("th"))
      th.className = column.kind
      th.scope = "col"
      if (!column.sortable || column.kind === "spark" || column.kind === "of") { th.textContent = column.title; return }
      const here = j === order.by, button = th.appendChild(document.createElement("button"))
      button.type = "button"
      button.title = column.hint
      button.textContent = column.title + (here ? (order.down ? " ↓" : " ↑") : "")
      th.setAttribute("aria-sort", here ? (order.down ? "descending" : "ascending") : "none")
      button.onclick = () => {
        draw({ by: j, down: here ? !order.down : column.kind !== "text" })
        table.querySelectorAll("thead tr:last-child th")[j].querySelector("button").focus()
      }
    })
    if (data.choose) box(row.firstChild, data.choose[1], data.rows.map(r => r.id).filter(id => id !== null))
  }

  const draw = (order) => {
    chosen.set(parentElement, order)
    table.replaceChildren()
    head(order)
    const body = table.appendChild(document.createElement("tbody"))
    for (const row of ordered(order)) {
      const tr = body.appendChild(document.createElement("tr")), can = row.href !== null || row.id !== null
      const open = event => {
        if (row.href === null) { setTriggerValue("picked", row.id); return }
        if (!isPlain(event)) return
        event.preventDefault()
        follow(row.href)
      }
      row.cells.forEach((cell, j) => {
        const column = data.columns[j], el = tr.appendChild(document.createElement(j ? "td" : "th"))
        el.className = column.kind
        if (!j) el.scope = "row"
        if (cell.values.length) { el.append(spark(cell.values, column.low, column.high, data.cut, cell.spoken)); return }
        const words = el.appendChild(document.createElement(j || !can ? "span" : row.href === null ? "button" : "a"))
        words.textContent = cell.text
        words.className = cell.tone || (cell.faint ? "faint" : "")
        if (cell.hint) tell(words, cell)
        if (words.tagName === "BUTTON") words.type = "button"
        if (words.tagName === "A") words.href = row.href
        if (cell.small) el.appendChild(document.createElement("small")).textContent = cell.small
      })
      if (data.choose && row.id !== null) box(tr.firstChild, `${data.choose[0]} ${row.cells.map(c => c.text).join(" ")}`, [row.id])
      if (can) { tr.className = "open"; tr.onclick = open }
    }
    if (!table.querySelector("button, a, input")) table.parentElement.tabIndex = 0  // scrolled by keyboard where it is cut
  }

  draw(chosen.get(parentElement) ?? { by: data.by, down: data.down })
}
