"""What a trader did, in the plain words of the citizen's form. Pure."""

from dataclasses import dataclass

from casework.kernel.lifecycle import Text
from complaints.lifecycle.kinds import OTHER

# --- What the trader did, in plain words ------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Conduct:
    """One choice of the citizen's form; ``cause`` is the 案由 it suggests, ``words`` what a story may say."""

    title: Text
    cause: str = ""
    words: tuple[str, ...] = ()


CONDUCTS: dict[str, Conduct] = {
    "face_capture": Conduct(
        Text("没有经过同意，拍摄或识别人脸", "Filmed or recognised faces without consent"),
        "未经同意收集消费者个人信息",
        ("摄像头", "人脸", "拍摄", "识别", "没有同意"),
    ),
    "no_purpose": Conduct(
        Text("没有说明收集个人信息做什么用", "Did not say what personal information is collected for"),
        "未经同意收集消费者个人信息",
        ("收集", "用途", "登记信息"),
    ),
    "not_deleted": Conduct(
        Text("要求删除个人信息，商家不理会", "Ignored a request to delete personal information"),
        "侵害消费者个人信息依法得到保护的权利",
        ("删除", "注销"),
    ),
    "passed_on": Conduct(
        Text("把个人信息给了别人", "Passed personal information on"),
        "泄露、出售或者非法向他人提供消费者个人信息",
        ("泄露", "骚扰电话", "推销电话"),
    ),
    "false_claims": Conduct(
        Text("宣传的和实际不一样", "Advertised what is not so"),
        "虚假或者引人误解的商业宣传",
        ("虚假", "宣传", "广告"),
    ),
    "expired_food": Conduct(
        Text("卖过期或者变质的食品", "Sold food that is expired or spoiled"),
        "经营超过保质期或者变质的食品",
        ("过期", "变质", "保质期"),
    ),
    "price": Conduct(
        Text("收的钱和标价不一样", "Charged another price than the one shown"),
        "不按规定明码标价",
        ("标价", "加价", "价格"),
    ),
    "unlicensed": Conduct(
        Text("没有营业执照或者许可证", "Trades without a licence"), "无照经营", ("执照", "许可证")
    ),
    "no_refund": Conduct(
        Text("不退款、不退货或者不履行约定", "Refuses a refund, a return or what was agreed"),
        "",
        ("退款", "退货", "赔"),
    ),
    OTHER: Conduct(Text("其他", "Something else")),
}
