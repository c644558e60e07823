"""JSON as columns keep it."""

import json
from typing import Any


class Readable(json.JSONEncoder):
    """Chinese as it is: half as long as escaped, and quicker to write."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":")})
