"""Where the files of the form stand.

In:   the environment.
Out:  FOLDER.
Promise: the folder of this package, unless DISCLOSURE_FORM names another that holds the same files and more; read
once, at the start of a process, and so alike in every worker.
"""

import os
from pathlib import Path

FOLDER = Path(os.environ.get("DISCLOSURE_FORM") or Path(__file__).parent)
