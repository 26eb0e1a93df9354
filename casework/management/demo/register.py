"""The register of traders of the demo world, brought in as an office brings it: a file, checked and imported."""

import csv
import datetime as dt
import io

from casework.kernel.clock import at_hour
from casework.kernel.models import User
from casework.management.demo.stories import trader
from complaints.services import imports
from complaints.services.imports.fields import guess_columns
from complaints.services.imports.verbs import headers_of

HEADER = ["统一社会信用代码", "名称", "地址", "主体类型", "登记状态", "起始日期"]
NUMBER = 120


def make_register(cast: dict[str, User], today: dt.date) -> None:
    by = {"actor": cast["intake"], "at": at_hour(today - dt.timedelta(days=1), 16)}
    run = imports.upload(kind="traders", content=_file(), file_name="经营主体名录.csv", **by)
    run = imports.check(run=run, columns=guess_columns(run.kind, headers_of(run)), **by)
    imports.start(run=run, **by)
    while imports.run_due(at=by["at"]):
        pass


def _file() -> bytes:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(HEADER)
    for name, code, address in map(trader, range(NUMBER)):
        rows.writerow([code, name, address, "有限责任公司", "存续", "2019-03-01"])
    return out.getvalue().encode()
