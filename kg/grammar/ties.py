"""The words that tie organisations, as tables of patterns over sketches, in which a list of organisations is one O.

`TOGETHER`: what several do together; the parties stand in one list (甲、乙签署) or are joined (甲今年与乙签署).
`BONDS`: what one is to another. Who owns whom is in `kg.grammar.stakes`. Either may be left to the subject.
"""

from __future__ import annotations

import re

from pyoxigraph import NamedNode

from kg.grammar.sketch import pattern
from kg.grammar.stakes import STAKES
from kg.vocab import KG

_GAP = "[^OPE。；;，,]"
_WITH = "与|和|同|跟|携|偕|偕同|连同|联袂|伙|伙拍|伙同|商|携手|联手|联合|会同|牵手|协同|牵头联合|联合了|联手了"
_BODY = (
    "(?:子公司|孙公司|分公司|公司|企业|机构|事业单位|单位|医院|学校|院校|中心|平台|成员单位|成员企业|研究机构|院所|部门"
    "|业务|旗下|媒体|载体|板块|品牌)"
)
# What several do together: kind, and the words that say it.
TOGETHER: tuple[tuple[NamedNode, str], ...] = (
    (KG.Signing, "签署|签订|签了|签约|签定|签下|签字|订立|互签|换文|(?:举行|举办)了?[^OPE，,。；;]{0,4}E"),
    (
        KG.Cooperation,
        "(?:达成|建立|开展|展开|深化|加强|推进|启动|形成|结成|缔结|结为|深耕|恢复)了?[^OPE。；;，,]{0,14}?"
        "(?:合作|伙伴|同盟|联盟|协议|姊妹|友好|对子|关系)"
        "|战略合作|长期合作|深度合作|合作(?![社方者])|结盟|联手|牵手|联姻|结对|强强联合",
    ),
    (
        KG.JointFoundation,
        "共建|合建|(?:各自?|分别)(?:出资|投资)|(?:共同|联合)[^OPE，,。；;]{0,16}?(?:揭牌|揭幕|授牌)|(?:一起|一道)(?:建|办|开|成立)|(?:共同|联合|合作|合资|携手|合力|联手)(?:出资|投资|发起)?"
        "(?:设立|成立|组建|筹建|建设|建立"
        "|创办|创建|创立|打造|搭建|开设|开办|举办)"
        "|发起(?:设立|成立)|(?:成立|组建|筹建|设立|建立|创建|打造)了?[^OP，,。；;]{0,8}(?:联合|合资)|(?:共同"
        "|联合)发起|共同出资|共同投资|合伙成立",
    ),
    (
        KG.JointPublication,
        "(?:联合|共同|一起|携手)(?:对外)?(?:发布|印发|出台|编写|编制|编著|编撰|编纂|出版|推出|颁布|发表|制作"
        "|撰写|下发|公布|发文|发出|制订|修订|研制|署名|发起)"
        "|合[发编著写](?!言)|联名|会签|(?:印发|出台|颁布|发布|下发|编写|编制|编制完成|制定|制订|起草|修订|研拟"
        "|拟定|草拟|推出)(?:了|的)?(?:一份|一部|一项|首部|首份)?T",
    ),
    (KG.Acquisition, "(?:换股)?(?:吸收)?合并|战略重组"),
    (
        KG.JointHosting,
        "(?:联合|共同|携手)?(?:主办|举办)|合办|(?:联合|共同|联手)(?:召开|举行|承办|协办|承担|组织|策划|主持|评选|遴选|征集|推选|颁发|授予|命名|认定|推介|举荐)",
    ),
    (
        KG.JointResearch,
        "(?:联合|共同|合作|携手|联手|一道|一起)(?:开展|进行|组织|实施|发起|完成|承担|做)?[了的]?[^OPE。；;，,]{0,20}?"
        "(?:调查|调研|研究|研发|攻关|制定|起草|开发|研制|研拟|拟定|编制|申报|测算|评估|评测|试验|实验|测试|课题"
        "|项目|攻坚|完成|设计|编写|开创|运营|培养|推进|推广|训练|孵化|培育|开办|出品|策展)"
        "|(?:开展|进行|完成|组织|实施)了?[^OPE。；;，,]{0,12}?(?:调查|调研|测算|评估|研究)",
    ),
)
# The parties stand in one list (A、B签署) or are joined by a word (A今年与B签署).
_VERBS = "|".join(f"(?P<v{index}>{words})" for index, (_, words) in enumerate(TOGETHER))
_TEAM = (
    "(?:双方|[三四五六七八九多]方|[两三四五六七八九][家校地院部]"
    "|[两三四五六七八九多](?:家|个|所)?(?:单位|部门|机构|高校|企业))"
)
# What a partner is may stand between: 与县城的甲公司签约, 与物流企业甲共建, 与日本甲公司合资.
_WHAT = (
    "(?:[^OPE。；;，,、]{1,10}?(?:的|平台|企业|公司|商|机构)[“「]?|[“「]"
    "|(?:日本|美国|德国|英国|法国|韩国|荷兰|瑞士|瑞典|香港|新加坡|国内|省内|市内|当地|本地|本市|本省))?"
)
JOINT = pattern(
    rf"(?P<a>O)(?![RP])(?:{_GAP}{{0,16}}?(?:{_WITH}){_WHAT}(?P<b>O)(?![RP]))?[”」]?等?{_TEAM}?{_GAP}{{0,22}}?"
    rf"(?:{_VERBS})"
)
ELIDED = pattern(
    rf"[，,；;](?:并|还|又|而是|转而|也|同时|此外|随后|日前|近日|其后|D|[，,]){{0,3}}(?:公司|集团|学校"
    rf"|该院)?(?:已|将|正式"
    rf"|曾|拟|先后|陆续|今年|去年){{0,3}}"
    rf"(?:{_WITH}){_WHAT}(?P<b>O)(?![RP])[”」]?{_GAP}{{0,22}}?(?:{_VERBS})"
)
# 甲联合乙，推出…: whatever the two do, they do it together.
_HAND = "(?:联合|携手|会同|联手|牵手|联袂|伙拍|夥拍|偕同|协同|并肩|牵头联合)了?"
HANDS = pattern(
    rf"(?P<a>O)(?![RP])(?:等[^OPE。；;，,]{{0,8}}?|{_GAP}{{0,12}}?)(?<![与和同及]){_HAND}{_WHAT}(?P<b>O)(?![RP])"
)
HANDS_ELIDED = pattern(rf"[，,；;](?:并|还|又|也|同时|将|拟|正式|已|日前|D){{0,3}}{_HAND}{_WHAT}(?P<b>O)(?![RP])")
# Whose ceremony it is stands in its name: 甲与乙战略合作签约仪式.
CEREMONIES = (
    (KG.Signing, re.compile("签约|签署|签字")),
    (KG.Cooperation, re.compile("合作|结对|共建|联合|战略")),
)
JOINED = re.compile("[与和同暨及、—－-]{1,2}|携手|牵手|联合")
# A sees what others sign, or asks others to work together.
WITNESS = re.compile(
    "批准|同意|要求|希望|呼吁|鼓励|倡议|建议|邀请|委托|督促|帮助|参加|出席|列席|见证|莅临|参与了|观摩|旁观|受邀"
    "|应邀|签约仪式上|仪式由"
)
_WRITES = "(?:印发|出台|颁布|发布|下发|编写|编制|编撰|编纂|制定|制订|起草|修订|研拟|拟定|撰写|推出|完成|研制|编)"
# Lists that say what their members do together: 课题组由甲、乙和丙组成; 签约方包括甲、乙; 主办单位：甲、乙.
LISTED: tuple[tuple[NamedNode, str, re.Pattern[str]], ...] = tuple(
    (kind, name, pattern(source))
    for kind, name, source in (
        (
            KG.JointPublication,
            "with",
            rf"(?P<a>O(?:牵头|负责)?[，,]?(?:会同|联合|携手|协同|商)了?O)等?[^OPET，,。；;]{{0,14}}?{_WRITES}",
        ),
        (
            KG.JointPublication,
            "by",
            rf"由(?P<a>O)等?[^OPET，,。；;]{{0,8}}?{_WRITES}",
        ),
        (
            KG.JointResearch,
            "members",
            r"组(?:成员|主要)?由(?P<a>O)等?[^OPE，,。；;]{0,12}?(?:组成|构成|组建)",
        ),
        (
            KG.Cooperation,
            "members",
            r"(?:联合体|联盟|团队|共同体|联席会议|编委会)(?:成员|主要)?由(?P<a>O)等?[^OPE，,。；;]{0,12}?(?:组成"
            r"|构成|组建|发起)",
        ),
        (
            KG.Signing,
            "signers",
            r"(?:签约|签署|签字|合作|共建)(?:各?方|双方|单位|主体)(?:包括|有|为|分别为|分别是|是|：|:)(?P<a>O)",
        ),
        (
            KG.JointHosting,
            "hosts",
            r"(?:主办|承办|协办|联办|合办|发起|组织)(?:单位|方|机构)(?:[：:]|为|是|有|包括){1,2}(?P<a>O)",
        ),
        (
            KG.JointPublication,
            "drafters",
            r"(?:起草|编制|编写|主编|参编|编撰|编纂|编辑|发布|制定|修订|研制|完成|撰写)(?:单位|方"
            r"|机构)(?:[：:]|为|是|有|包括){1,2}(?P<a>O)",
        ),
        (
            KG.JointResearch,
            "takes part",
            r"(?P<a>O(?:负责)?牵头[^OPE。；;]{0,8}?[，,、](?:并?由|会同"
            r"|联合)?O)等?[^OPE，,。；;]{0,10}?(?:参与|参加|配合|协助|协同|共同)",
        ),
        (
            KG.JointResearch,
            "takes part",
            r"(?P<a>O(?:主持|承担|主导)[^OPE。；;]{0,8}?[，,、](?:并?由|会同"
            r"|联合)?O)等?[^OPE，,。；;]{0,6}?(?:参与|参加|协作|配合)",
        ),
        (KG.JointPublication, "issuers", r"(?P<a>O(?:[ 　\n]{1,3}O){1,8})[ 　\n]{0,2}关于"),
    )
)
BOTH = pattern(
    rf"[，,](?:还|也|并|又)?(?:将|拟|计划|已)?{_GAP}{{0,40}}?(?:[，,]并?)?"
    r"(?P<verb>(?:共同|联合|合作|合资)(?:出资|投资|发起)?(?:设立|成立|组建|建设|建立|创办|创建)|(?:共建|合建)(?!共))"
    rf"(?:了?{_GAP}{{0,12}}?(?P<c>O))?"
)
# Those who sign speak for their organisations: 某局局长甲与某校校长乙代表双方签约.
SIGNATORIES = pattern(
    r"(?P<a>P)(?:先生|女士|博士|教授)?(?:分别)?(?:(?:代表|R)[^OPE，,。；;见]{0,8})?(?:现场|正式|共同"
    r"|在[^OPE，,。；;见]{1,12})?(?:签署|签约|签订|签字|交换)"
)

# What one is to another: kind, name of the rule, pattern with a (who) and b (whom); a may be left to the subject.
BONDS: tuple[tuple[NamedNode, str, re.Pattern[str]], ...] = tuple(
    (kind, name, pattern(source))
    for kind, name, source in (
        (
            KG.Subordination,
            "belongs to",
            rf"(?:(?P<a>O)(?![RP]){_GAP}{{0,20}}?|[，,](?:现|系|并|其|整体|划归)?)"
            r"(?:隶属于?|从属于?|直属于?|归属于?|附属于|挂靠[于在]?|并入了?|划归|划转至|改隶|受辖于|所属单位为)"
            r"(?P<b>O)(?!P)",
        ),
        (
            KG.Subordination,
            "run by",
            r"(?:(?P<a>O)|[，,])(?:现|统一|整体|是|系)?(?:由|归口?|受)(?P<b>O)(?:直接|统一|归口|代为|负责)?(?:管理"
            r"|主管|领导|管辖"
            r"|代管|托管)",
        ),
        (
            KG.Subordination,
            "under",
            rf"(?:(?P<b>O)|[，,]其?)(?:旗下|下属|所属|直属|麾下|辖下|名下|属下|下辖|下设|附设|辖有|附属)(?:拥有"
            rf"|设有|有|的)?(?:全资|控股|二级|{_BODY}|的){{0,3}}(?P<a>[OP])",
        ),
        (
            KG.Subordination,
            "has",
            r"(?P<b>O)(?:现|共|目前)?(?:拥有|设有|设立有|包括|辖|有)(?P<a>O)等?[^OPE，,。；;]{0,6}?(?:子公司"
            r"|分公司|下属单位|直属单位|附属医院|成员企业)",
        ),
        (
            KG.Subordination,
            "subsidiary",
            rf"(?:(?P<a>O)|[，,])(?:现|已|则)?(?:是|系|为|作为|成为)[^OPE，,。；;]{{0,12}}?(?:O(?=O))?(?P<b>O)"
            rf"(?:投资|出资|举办|主管|主办|管理|设立|成立){{0,3}}的?"
            rf"(?:R|旗下|全资|控股|参股|下属|直属|所属|国有|市属|省属|专业|大型|重点|一级|二级|公益|[一二三]类"
            rf"|正?[处科]级|独资|核心|重要|附属|项目"
            rf"|全额|境外|境内|的){{0,4}}{_BODY}",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?:作为|系)(?P<b>O)的?(?:全资|控股|下属|直属|所属|附属|[一二三]级)*(?:子公司|企业|机构|单位|公司"
            r"|医院|平台|中心)[，,](?P<a>O)",
        ),
        (
            KG.Subordination,
            "subsidiary",
            r"(?P<b>O)(?:及其|的|之)?(?:全资|控股|下属|参股|附属|境外|持股|独资)*(?:子公司|孙公司|附属公司"
            r"|分公司|附属企业|参股公司|联营公司)[“「]?(?P<a>O)",
        ),
        (
            KG.Subordination,
            "own subsidiary",
            r"(?<!O)(?<!O的)(?:(?:全资|控股|下属|参股)(?:子公司|孙公司|附属公司|公司|企业)|"
            r"(?<=[由其与向])子公司)[“「]?(?P<a>[OP])",
        ),
        (
            KG.Subordination,
            "one of",
            r"(?P<a>O)(?![RP])(?:现|已|也|均|都)?(?:是|为|系|作为|成为|属于"
            r"|属)[^OPE，,。；;]{0,6}?(?P<b>O)(?:旗下|麾下|名下|辖下|下属|所属|成员)的?"
            rf"[^OPE，,。；;]{{0,14}}?{_BODY}",
        ),
        (
            KG.Subordination,
            "one of",
            rf"(?<=[，,])(?:现为|系)?(?P<b>O)(?:旗下|下属|所属|直属|成员|全资|控股|核心|重要|附属"
            rf"|的){{1,3}}{_BODY}(?=[，,。；;])",
        ),
        (
            KG.Subordination,
            "hosted by",
            r"(?P<a>O)(?![RP])(?:依托于?|设在|设于|挂靠于?|附设于)(?P<b>O)(?=建设|组建|设立|成立|建立|运行"
            r"|运营|管理|筹建|共建|[，,。；;]|\Z)",
        ),
        (
            KG.Subordination,
            "joins",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,10}}?(?:加入|加盟"
            rf"|并入)了?(?:由O[^OPE，,。；;]{{0,8}}?的)?(?P<b>O)(?=[，,。；;、]|\Z)",
        ),
        (
            KG.Subordination,
            "in charge",
            r"(?P<a>O)的?(?:业务|上级|行政)?(?:主管|指导|管理|登记管理)(?:部门|单位|机关)(?:是|为|系)(?P<b>O)",
        ),
        (
            KG.Subordination,
            "own master",
            r"\A[ \u3000*#-]{0,4}(?:(?:业务|上级)?主管(?:部门|单位|机关)?|举办单位|母公司|上级单位"
            r"|所属(?:集团|公司|单位|机构)|隶属(?:于|单位|关系|机构)?|挂靠单位|依托单位|拥有者|所有者|控股股东|大股东)"
            r"[ \u3000]{0,4}[：:]?[ \u3000]{0,4}(?P<b>O)[ \u3000。]{0,4}\Z",
        ),
        (
            KG.Cooperation,
            "joins hands",
            rf"(?P<a>O)(?![RP]){_GAP}{{0,8}}?(?:牵手|联手|携手|联姻|结对|结缘)了?(?P<b>O)(?=[，,。；;、！!]|\Z"
            rf"|推出|打造|开展|启动|发布|上线|举办|共|合)",
        ),
        (
            KG.Cooperation,
            "partner",
            r"(?P<a>O)(?:是|为|系|作为|成为)(?P<b>O)的?[^OPE，,。；;]{0,10}?(?:合作伙伴|战略伙伴|合作单位|合作方)",
        ),
    )
)
ONE_WAY = (*BONDS, *STAKES)
TRIGGER = re.compile(
    "签|印发|出台|颁布|发布|下发|编写|编制|制定|制订|起草|修订|研拟|合[作发编著写办]|联[合手名盟姻]|共同|共建"
    "|合建|携手|合资|主办|举办|承办|协办|属"
    "|旗下|麾下|[名辖]下|下[辖设]|子公司|分公司|管理|主管|领导|管辖|代管|购|投|股|注资|融资|增资|设立|成立|创办"
    "|创立|组建|结[盟对为成]|伙伴|牵手|并入|合并"
    "|划归|挂靠|依托|设[在于]|加[入盟]|揭牌|转让|出[售让]|减持|牵头|签约仪式|买下|拿下|受让|成员|企业|出资|调[查研]|认缴|归口|母公司|组成|构成|关于"
)
