"""What the invented cases are about. Names, codes and figures are made up; the codes check themselves."""

from dataclasses import dataclass
from decimal import Decimal

from casework.kernel.codes import uscc_check_character


@dataclass(frozen=True)
class Story:
    """One conduct, as a citizen tells it, as the investigation establishes it, as the worksheet asks it."""

    conducts: tuple[str, ...]
    cause: str
    told: str
    summary: str
    findings: str
    norm: str
    amounts: dict[str, str]
    facts: dict[str, object]
    tier: str
    fine: Decimal
    reason: str
    factors: tuple[str, ...] = ()


FACES = Story(
    conducts=("face_capture", "no_purpose"),
    cause="未经同意收集消费者个人信息",
    told="我去看房，大堂顶上有两个摄像头对着门口。销售员一开口就知道我上周来过，还说出了介绍人。我没有登记过，"
    "也没有签过任何同意书。后来在墙角找到一张很小的告示，站着根本看不清。",
    summary="售楼处大堂安装有人脸识别功能的摄像机，对来访者拍摄、识别，没有取得同意。",
    findings="当事人在售楼处大堂入口上方和沙盘区各安装一台具有人脸识别功能的摄像机，对进入售楼处的来访者自动抓拍、"
    "建立人像记录2,316条，存放在云服务器，用于判断来访者由哪个渠道介绍。当事人仅在墙角张贴一张小幅告示，只有实际"
    "购房人签署过告知书，没有明示收集、使用信息的目的、方式和范围，也没有取得来访者同意。没有发现当事人向他人提供"
    "上述信息；没有因此单独取得收入，违法所得无法计算。",
    norm="CPL-56-personal-info",
    amounts={"illegal_gains": "unknown"},
    facts={},
    tier="ordinary",
    fine=Decimal("180000.00"),
    reason="收集持续五个多月，涉及没有购房的来访者；案发后主动拆除设备、删除数据，配合调查。综合考虑，在一般幅度内处罚。",
)

REFUND = Story(
    conducts=("no_refund",),
    cause="故意拖延退款",
    told="健身房关了一家店，会员卡里还剩一半的钱，要求退款三个月没有答复。",
    summary="经营者对消费者提出的退款要求拖延三个月以上。",
    findings="当事人关闭门店后，对消费者提出的退还预付款要求，自收到之日起三个月以上没有办理，也没有说明理由。违法所得无法计算。",
    norm="CPL-56-refuse-refund",
    amounts={"illegal_gains": "unknown"},
    facts={},
    tier="lighter",
    fine=Decimal("20000.00"),
    reason="立案后已经全部退款，取得消费者谅解，在从轻幅度内处罚。",
)

FOOD = Story(
    conducts=("expired_food",),
    cause="经营超过保质期的食品",
    told="昨天买的酸奶回家一看已经过期六天，货架上还有好几盒。",
    summary="便利店货架上有超过保质期的酸奶待售。",
    findings="当事人在货架上陈列超过保质期的酸奶12盒待售，货值金额126.00元，没有销售记录证明已经售出。",
    norm="FSL-124",
    amounts={"goods_value": "126.00", "illegal_gains": "none"},
    facts={"item": "expired_food"},
    tier="mitigated",
    fine=Decimal("5000.00"),
    reason="货值很小，当场下架销毁，主动消除危害后果，依法减轻处罚。",
    factors=("32.1-harm-removed",),
)

STORIES = (FACES, REFUND, FOOD)

TRADERS = (
    "云岭置业",
    "岭南家居",
    "桂畔健身",
    "千灯百货",
    "西樵茶业",
    "东平数码",
    "平洲玉器",
    "大沥五金",
    "狮山教育",
    "里水花木",
    "九江双蒸",
    "丹灶家电",
    "盐步内衣",
    "黄岐餐饮",
    "罗村照明",
    "官窑陶瓷",
    "和顺铝材",
    "松岗建材",
    "金沙机电",
    "沙头水产",
)


def trader(number: int) -> tuple[str, str, str]:
    """Name, unified social credit code with a valid check digit, and address of an invented trader."""
    name = f"示例{TRADERS[number % len(TRADERS)]}（佛山）有限公司"
    if number >= len(TRADERS):
        name = f"示例{TRADERS[number % len(TRADERS)]}第{number // len(TRADERS) + 1}分店（佛山）有限公司"
    body = f"91440605MA5X{number:05d}"
    return name, body + uscc_check_character(body), f"佛山市南海区桂城街道演示路{number + 1}号"
