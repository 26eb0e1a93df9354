"""What a review looks at, and when it must be a legal one. Pure."""

from casework.kernel.lifecycle import Text

# 程序规定 art 53: what a review looks at.
REVIEW_POINTS = (
    Text("是否具有管辖权", "Jurisdiction"),
    Text("当事人的基本情况是否清楚", "Particulars of the party"),
    Text("案件事实是否清楚、证据是否充分", "Facts and evidence"),
    Text("定性是否准确", "Legal characterisation"),
    Text("适用依据是否正确", "Provisions applied"),
    Text("程序是否合法", "Procedure"),
    Text("处理是否适当", "Proportion of the outcome"),
)

# 程序规定 art 50(1): what needs a legal review before the decision.
LEGAL_REVIEW_GROUNDS = {
    "public_interest": Text("涉及重大公共利益", "Major public interest"),
    "after_hearing": Text("直接关系当事人或者第三人重大权益，经过听证程序", "Major rights, after a hearing"),
    "complex": Text("案件情况疑难复杂、涉及多个法律关系", "Difficult, several legal relations"),
}
