"""FM15: qualitative targets that can be judged."""

from collections.abc import Iterator

from jixiao.checks.fm._indicators import named
from jixiao.checks.records import RecordContext
from jixiao.checks.registry import record_check
from jixiao.model.outcome import RecordOutcome
from jixiao.patterns import pattern
from jixiao.terms import Severity, Sign

_VAGUE = pattern(
    r"提高|提升|加强|增强|有效|显著|明显|进一步|逐步|不断|持续|较好|良好|促进|推动|改善|完善|优化|确保|保障"
)
_JUDGEABLE = pattern(
    r"\d|[一二三四五六七八九十百千万两][个项次家人户天月年起件份处]|减少|降低|缩短|未发生|没有|不发生|无重大|零|建成|建立|出台|制定|印发|启用"
    r"|完成|通过|按时|及时|验收|达标|全覆盖|上线|投用|落地|办结|兑现|三档|分档|标准"
)


@record_check(
    code="FM15",
    name="target-can-be-judged",
    severity=Severity.WARNING,
    since="0.1",
    absent="没有写明定性目标的定性指标。",
    basis="财预〔2021〕101号",
)
def target_can_be_judged(ctx: RecordContext) -> Iterator[RecordOutcome]:
    """定性目标应能判断是否达到，不能只写“提高”“有效”“显著”。

    为什么：“有效提升”怎样才算完成，各人说法不一，得分就没有依据。
    公式：定性目标中有提高、加强、有效、显著一类的词，而没有数、状态（建立、完成、未发生等）或分档标准的，报。
    不报的情形：写明可判断的状态、数量、时限的；指标值依据中写明分档标准的。
    已知漏报：有数字但所指不明的目标。
    """
    for each in ctx.evaluation.indicators:
        text = each.target_text.strip()
        if each.sign is not Sign.QUALITATIVE or not text:
            continue
        if _VAGUE.search(text) and not _JUDGEABLE.search(text) and "档" not in each.basis:
            said = (
                f"{named(each)}的定性目标“{text}”无法判断是否达到，请写明数量、状态、时限或分档标准"
            )
            yield ctx.finding(each, "target_text", said, stated=text)
        else:
            yield ctx.passed(each, "target_text", f"{named(each)}的定性目标可以判断")
