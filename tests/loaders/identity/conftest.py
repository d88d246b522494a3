"""The tests of the real reports exist only where those lie beside the checkout."""

from tests.conftest import shared_reports

collect_ignore = [] if shared_reports("*") else ["test_shared.py"]
