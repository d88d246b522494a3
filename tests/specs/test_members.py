"""The report of a whole district against those of its members."""

from loaders.checks.reference import Complete, Reference
from tests.specs.whole import agency, findings, report, who

NEW, ISSUED = "requests/new/total", "disclosure/normative_documents/issued"


def counties(cell: str, **cases: tuple[str, str | None, str | None]) -> dict:
    """A district a case: (what the whole prints, the bureau, the town); None has not reported. A tax office lies in
    each and belongs to none. The district's whole is named as the case."""
    reports, register, divisions = [], [], []
    for n, (name, (whole, bureau, town)) in enumerate(cases.items(), 1):
        district = f"9901{n:02}"
        divisions.append({"district_id": district, "label": name, "level": "county", "parent_id": "990100"})
        for kind, text, scope in (("gov", whole, "aggregate"), ("dept", bureau, "own"), ("town", town, "own"),
                                  ("vertical", "7", "own")):
            body = name if kind == "gov" else f"{name}/{kind}"
            register.append(agency(body, kind, district=district))
            if text is not None:
                reports.append(report(body, cells={cell: text}, scope=scope, district=district))
    return {"reports": reports, "agencies": register, "divisions": divisions,
            "reference": Reference(complete=tuple(Complete(d["district_id"], None, None, "") for d in divisions))}


def told(cases: dict, **more) -> list[str]:
    return who(*cases["reports"], **{k: v for k, v in cases.items() if k != "reports"} | more)


def test_a_whole_register_adds_up():
    cases = counties(NEW, right=("5", "2", "3"), more=("6", "2", "3"), fewer=("4", "2", "3"),
                     silent=("9", "2", None), blank=("9", "2", ""))  # a blank is not a nought
    assert told(cases, check="members.sum") == ["fewer", "more"]
    assert not told(cases, check="members.sum", reference=Reference())  # nobody said that the register is whole


def test_the_whole_is_not_less_than_the_members_known():
    cases = counties(NEW, fewer=("4", "2", "3"), more=("9", "2", "3"), one=("1", "2", None))
    assert told(cases, check="members.at_least", reference=Reference()) == ["fewer", "one"]
    assert told(cases, check="members.at_least") == ["one"]  # the other is told as a sum that is not equal


def test_documents_may_be_issued_together_hence_only_information():
    cases = counties(ISSUED, fewer=("4", "2", "3"), right=("5", "2", "3"))
    reports = cases.pop("reports")
    [finding] = findings(*reports, check="members.documents", **cases)
    assert (finding["agency_id"], finding["severity"], finding["left"], finding["right"]) == ("fewer", "I", 4, 5)
    assert "fewer/town 3、fewer/dept 2" in finding["equation"]
