"""The import of a spreadsheet: read, checked without a trace, carried out in the background, undone. Pure."""

from casework.kernel.lifecycle import Lifecycle, State, Text, Transition
from casework.kernel.roles import Role

IMPORTERS = frozenset({Role.INTAKE})
SWEEP = frozenset({Role.SYSTEM})
LAW = "本局数据管理规定"

SUBMISSIONS, TRADERS, CASES = "submissions", "traders", "cases"
IMPORTS = {
    SUBMISSIONS: Text("其他平台的投诉举报", "Submissions of another platform"),
    TRADERS: Text("经营主体名录", "Register of traders"),
    CASES: Text("旧系统的在办案件", "Open cases of an old system"),
}

IMPORT = Lifecycle(
    name="import",
    states=(
        State("uploaded", Text("已上传，待对应列", "Uploaded: match the columns")),
        State("checked", Text("已检查，未导入", "Checked, nothing imported")),
        State("running", Text("正在导入", "Importing")),
        State("done", Text("已导入", "Imported")),
        State("undoing", Text("正在撤销", "Being undone")),
        State("undone", Text("已撤销", "Undone"), is_end=True),
        State("failed", Text("没有导入任何一行", "Failed: no row was imported"), is_end=True),
    ),
    transitions=(
        Transition(
            "check",
            ("uploaded", "checked"),
            "checked",
            Text("对应列并检查", "Match the columns and check"),
            "import.checked",
            IMPORTERS,
            LAW,
        ),
        Transition(
            "start", ("checked",), "running", Text("开始导入", "Import"), "import.started", IMPORTERS, LAW
        ),
        Transition("finish", ("running",), "done", Text("导入完成", "Finish"), "import.finished", SWEEP, LAW),
        Transition("fail", ("running",), "failed", Text("导入失败", "Give up"), "import.failed", SWEEP, LAW),
        Transition(
            "undo",
            ("done",),
            "undoing",
            Text("撤销导入", "Undo the import"),
            "import.undo_asked",
            IMPORTERS,
            LAW,
        ),
        Transition(
            "finish_undo",
            ("undoing",),
            "undone",
            Text("撤销完成", "Finish undoing"),
            "import.undone",
            SWEEP,
            LAW,
        ),
    ),
)
