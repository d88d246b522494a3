/* In:  data.head, data.years, data.rows, data.colours, data.label.   Out: nothing; names and cells are links.
   One tab stop for the whole table; arrows move inside it, Enter or Space opens. */
export default function ({ data, parentElement }) {
  const table = parentElement.querySelector("table")
  table.replaceChildren()
  table.setAttribute("role", "grid")
  table.setAttribute("aria-label", data.label)

  const head = table.createTHead().insertRow()
  for (const text of [data.head, ...data.years]) {
    const th = head.appendChild(document.createElement("th"))
    th.scope = "col"
    th.textContent = text
    th.className = th === head.firstChild ? "name" : ""
  }

  const body = table.createTBody(), lines = []
  const offer = (el, href, said) => {
    el.tabIndex = -1
    el.setAttribute("aria-label", said)
    if (href === null) return
    el.dataset.href = href
    el.classList.add("open")
  }
  for (const row of data.rows) {
    const tr = body.insertRow(), name = tr.appendChild(document.createElement("th"))
    name.scope = "row"
    name.className = "name"
    name.textContent = row.name
    offer(name, row.href, row.name)
    lines.push([name, ...row.squares.map((square, j) => {
      const td = tr.insertCell()
      td.setAttribute("role", "gridcell")
      if (square) {
        td.className = square.state
        td.textContent = square.sign
        td.title = square.said;
        [td.style.background, td.style.color] = data.colours[square.state]
      }
      offer(td, square ? square.href : null, `${row.name} ${data.years[j]}${square ? data.joiner + square.said : ""}`)
      return td
    })])
  }
  if (lines.length) lines[0][0].tabIndex = 0

  const focus = el => { lines.flat().forEach(other => { other.tabIndex = -1 }); el.tabIndex = 0; el.focus() }
  const open = el => { if (el.dataset.href) follow(el.dataset.href) }
  table.onclick = event => {
    const el = event.target.closest("tbody th, tbody td")
    if (el) { focus(el); open(el) }
  }
  table.onkeydown = event => {
    const el = event.target.closest("tbody th, tbody td"), y = lines.findIndex(line => line.includes(el))
    if (y < 0) return
    const line = lines[y], x = line.indexOf(el)
    const to = { ArrowLeft: line[x - 1], ArrowRight: line[x + 1], ArrowUp: lines[y - 1]?.[x], ArrowDown: lines[y + 1]?.[x],
                 Home: line[0], End: line.at(-1) }[event.key]
    if (to) focus(to)
    else if (event.key === "Enter" || event.key === " ") open(el)
    else return
    event.preventDefault()
  }
}
