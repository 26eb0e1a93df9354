import pytest

from casework.kernel.redaction import mask, masked_places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("电话13800000000。", "电话【遮盖：电话】。"),
        ("电话138 0000 0000", "电话【遮盖：电话】"),
        ("座机0757-00000000", "座机【遮盖：电话】"),
        ("身份证440605199001011234", "身份证【遮盖：身份证号】"),
        ("账号6222 0000 0000 0000 000", "账号【遮盖：账号】"),
        ("邮箱zhang.san@example.com，", "邮箱【遮盖：邮箱】，"),
        ("车牌粤E12345", "车牌【遮盖：车牌号】"),
        ("当事人代表钱知远到场", "当事人代表【遮盖：姓名】到场"),
        # What must stay
        ("统一社会信用代码91440605MA5XEX1A01", "统一社会信用代码91440605MA5XEX1A01"),
        ("罚款180,000元，佛南市监处罚〔2021〕187号", "罚款180,000元，佛南市监处罚〔2021〕187号"),
        ("2021年8月31日，人像2,316条", "2021年8月31日，人像2,316条"),
    ],
)
def test_what_is_covered_says_what_it_was_and_the_rest_stays(text, expected):
    assert mask(text, names=["钱知远", ""]) == expected


def test_the_covered_places_are_listed():
    assert masked_places(mask("钱知远，13800000000", ["钱知远"])) == ["姓名", "电话"]
