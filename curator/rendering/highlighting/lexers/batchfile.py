"""Batch files of Windows. Words are known in small letters only."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Run, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_DEVICES = words(
    """
con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7
lpt8 lpt9
"""
)
_COMMANDS = words(
    """
addusers admodcmd ansicon arp assoc at attrib bcdboot bcdedit bitsadmin break browstat cacls cd
certreq certutil change chcp chdir chkdsk chkntfs choice cidiag cipher cleanmgr clip cls cmd
cmdkey color comp compact compress convert convertcp copy coreinfo csccmd cscript csvde curl date
debug defrag del delprof deltree devcon diamond dir dirquota diruse diskpart diskshadow diskuse
dism dnscmd doskey dpath driverquery dsacls dsadd dsget dsmgmt dsmod dsmove dsquery dsregcmd dsrm
echo edlin endlocal erase eventcreate expand extract fc fdisk find findstr fltmc forfiles format
freedisk fsutil ftp ftype getmac gpresult gpupdate graftabl help hostname icacls ifmember inuse
ipconfig kill label lgpo lodctr logman logoff logtime makecab mapisend mbsacli md mem mkdir mklink
mode more mountvol move moveuser msg mshta msiexec msinfo32 mstsc nbtstat net net1 netdom netsh
netstat nlsinfo nltest now nslookup ntbackup ntdsutil ntoskrnl ntrights nvspbind openfiles path
pathping pause perms ping pngout pnputil popd portqry powercfg print printbrm prncnfg prnmngr
procdump prompt psexec psfile psgetsid psinfo pskill pslist psloggedon psloglist pspasswd psping
psservice psshutdown pssuspend pushd qbasic qgrep qprocess query quser qwinsta rasdial rd recover
reg reg1 regdump regedt32 regini regsvr32 ren rename replace reset restore rmdir rmtshare robocopy
route rpcping run runas rundll32 sc scandisk schtasks setlocal setspn setx sfc share shellrunas
shift shortcut shutdown sigcheck sleep slmgr sort start strings subinacl subst sysmon systeminfo
takeown taskkill tasklist telnet tftp time timeout title tlist touch tracerpt tracert tree tscon
tsdiscon tskill tttracer type typeperf tzutil undelete unformat ver verifier verify vmconnect vol
vssadmin w32tm waitfor wbadmin wecutil wevtutil wget where whoami windiff winrm winrs wmic wpeutil
wpr wscript wuauclt wusa xcopy
"""
)
_OPERATORS = words("exist defined errorlevel cmdextversion not equ neq lss leq gtr geq")
_WORDS = Words(
    {
        "kr": _DEVICES,
        "k": words("if else for in do goto call exit"),
        "ow": _OPERATORS,
        "nb": _COMMANDS,
        "na": words("on off disable enableextensions enabledelayedexpansion"),
    },
    "kd",
)


def _word(run: Run, match: re.Match[str]) -> None:
    """A word; behind all but commands, `.exe` is an error, as Rouge has it."""
    kind = _WORDS.token(match[1])
    run.put(kind, match[1])
    run.put(kind if kind == "nb" else "err", match[2])


def _quoted(quote: str, token: str) -> list[Rule | Include]:
    return [
        Rule(r"\^[\s\S]", "se"),
        Rule(quote, token, "#pop"),
        Include("expansions"),
        Rule(rf"[^\^{quote}%!]+", token),
    ]


LEXER = Lexer(
    {
        "root": [
            Rule(r"@?rem\b.*$", "c"),
            Rule(r"^::.*$", "c"),
            Rule(r":[a-z]+", "nl"),
            Rule(r"([a-z]\w*)(\.exe)?", _word),
            Rule(r"(?:[/+]|--?)[a-z]+\s*", "na"),
            Include("expansions"),
            Rule(r"[<>&|(){}\[\]\-+=;,~?*]", "o"),
            Rule(r"\s+", ""),
            Rule(r"0x[0-9a-f]+", "mh"),
            Rule(r"[0-9]", "m"),
            Rule(r'"', "s2", "double"),
            Rule(r"'", "s1", "single"),
            Rule(r"`", "sb", "backticks"),
            Rule(r"""[^\s&|()\[\]{}^=;!%+\-,"'`~?*]+""", ""),
            Rule(r"\^[\s\S]", "se"),
        ],
        "expansions": [
            Rule(r"[%!]{1,200}+[a-z_$@#]+[%!]+", "nv"),
            Rule(r"%{1,200}+~?[a-z]+\d?", "vm"),
        ],
        "double": _quoted('"', "s2"),
        "single": _quoted("'", "s1"),
        "backticks": _quoted("`", "sb"),
    },
    flags=re.IGNORECASE,
)
