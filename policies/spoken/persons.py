"""Words that only ask for a human: 我想找个真人说说, 帮我转人工, let me talk to somebody."""

import re
from typing import Final

from policies.spoken.choices import squeezed
from policies.spoken.dialect import common_speech

LONGEST: Final = 40
_WANTS: Final = re.compile(
    r"(?:我们?|你们?|您|想|要|得|能不能|能|可不可以|可以|请|麻烦|帮|给|直接|还是|就|先|那|[\s,，])*"
    r"(?:(?:找|换|转|接|叫|来|派|联系|跟|和)+(?:一?[个位下])?"
    r"(?:真人|活人|人工|客服|工作人员|管事的人?|负责的人?|干部|领导)"
    r"|(?<=要)(?:真人|人工|客服)|有(?:没有)?人(?:在)?(?=吗?$)"
    r"|找(?:一?个)?人(?=(?:吧|啊|了|[\s,，])*$)"
    r"|(?:找|跟|和)(?:一?个)?人(?=[说聊谈讲唠问反]))"
    r"(?:来|去|给我|跟我|和我)*(?:当面)?(?:说一?说|说说话|说话|说一?下|说|聊一?聊|聊|谈一?谈|谈"
    r"|讲讲?|唠唠?|问一?问|问一?下"
    r"|反映一?下|反映|接待|回复|沟通一?下|沟通)?(?:吗|的|了|行不行|行吗|可以吗|[\s,，])*"
    r"|(?:i|we) (?:want|would like|need) (?:a |an )?(?:real |live )?(?:person|human|human being)"
    r"|(?:(?:i|we) (?:want|would like|need|wish) to |let (?:me|us) "
    r"|can (?:i|we) |please |could (?:i|we) )?"
    r"(?:talk|speak|chat) (?:to|with) (?:a |an |some)?(?:real |live )?(?:person|human|human being"
    r"|somebody|someone|officer|staff|agent)(?: please)?"
)


def wants_person(text: str) -> bool:
    """Whether a text asks for a human and does not say why."""
    plain = squeezed(common_speech(text))
    return len(plain) <= LONGEST and _WANTS.fullmatch(plain) is not None
