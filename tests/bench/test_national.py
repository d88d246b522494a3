"""The national bench on a small country: all engines give the same rows, and the report holds every question."""

from loaders.demo.national import write_country
from tests.bench.national import measured
from tests.bench.national.tasks import TASKS


def test_every_engine_answers_every_question_alike_and_is_told(tmp_path):
    write_country(tmp_path / "country", 700, range(2019, 2022))
    text = measured.report(tmp_path / "country", 1, held=0)  # answers that differ end it
    for name, _, _ in TASKS.values():
        assert text.count(f"| {name} |") == 2
