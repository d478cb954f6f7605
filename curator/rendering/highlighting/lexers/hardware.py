"""The hardware description languages Verilog and VHDL as Rouge reads them."""

import re

from curator.rendering.highlighting.engine import Include, Lexer, Rule, Words
from curator.rendering.highlighting.lexers.vocabulary import words

_VERILOG_KEYWORDS = words(
    """
    alias always always_comb always_ff always_latch assert assert_strobe assign assume
    attribute automatic before begin bind bins binsof break case casex casez clocking config
    constraint context continue cover covergroup coverpoint cross deassign default defparam
    design dist do else end endattribute endcase endclass endclocking endconfig endfunction
    endgenerate endgroup endinterface endmodule endpackage endprimitive endprogram
    endproperty endsequence endspecify endtable endtask expect export extends extern final
    first_match for force foreach forever fork forkjoin function generate genvar if iff
    ifnone ignore_bins illegal_bins import incdir include initial inside instance interface
    intersect join join_any join_none liblist library local localparam matches modport
    module new noshowcancelled null package parameter primitive priority program property
    protected pulsestyle_ondetect pulsestyle_onevent pure rand randc randcase randsequence
    release return sequence showcancelled solve specify super table task this throughout
    timeprecision timeunit type typedef unique use wait wait_order while wildcard with
    within
    """
)
_VERILOG_TYPES = words(
    """
    and bit buf bufif0 bufif1 byte cell chandle class cmos const disable edge enum event
    highz0 highz1 initial inout input int integer join logic longint macromodule medium nand
    negedge nmos nor not notif0 notif1 or output packed parameter pmos posedge pull0 pull1
    pulldown pullup rcmos real realtime ref reg repeat rnmos rpmos rtran rtranif0 rtranif1
    scalared shortint shortreal signed specparam static strength string strong0 strong1
    struct supply0 supply1 tagged time tran tranif0 tranif1 tri tri0 tri1 triand trior
    trireg union unsigned uwire var vectored virtual void wait wand weak[01] wire wor xnor
    xor
    """
)
_VERILOG_TASKS = words(
    """
    acos acosh asin asinh assertfailoff assertfailon assertkill assertnonvacuouson assertoff
    asserton assertpassoff assertpasson assertvacuousoff atan atan2 atanh bits bitstoreal
    bitstoshortreal cast ceil changed changed_gclk changing_gclk clog2 cos cosh countones
    coverage_control coverage_get coverage_get_max coverage_merge coverage_save dimensions
    display displayb displayh displayo dist_chi_square dist_erlang dist_exponential
    dist_normal dist_poisson dist_t dist_uniform dumpall dumpfile dumpflush dumplimit
    dumpoff dumpon dumpports dumpportsall dumpportsflush dumpportslimit dumpportsoff
    dumpportson dumpvars error exit exp falling_gclk fclose fdisplay fdisplayb fdisplayh
    fdisplayo fell fell_gclk feof ferror fflush fgetc fgets finish floor fmonitor fmonitorb
    fmonitorh fmonitoro fopen fread fscanf fseek fstrobe fstrobeb fstrobeh fstrobeo ftell
    future_gclk fwrite fwriteb fwriteh fwriteo get_coverage high hypot increment info
    isunbounded isunknown itor left ln load_coverage_db log10 low monitor monitorb monitorh
    monitoro monitoroff monitoron onehot onehot0 past past_gclk pow printtimescale q_add
    q_exam q_full q_initialize q_remove random readmemb readmemh realtime realtobits rewind
    right rising_gclk rose rose_gclk rtoi sampled set_coverage_db_name sformat sformatf
    shortrealtobits signed sin sinh size sqrt sscanf stable stable_gclk steady_gclk stime
    stop strobe strobeb strobeh strobeo swrite swriteb swriteh swriteo system tan tanh time
    timeformat typename ungetc unpacked_dimensions unsigned warning write writeb writeh
    writememb writememh writeo
    """
)
_VHDL_KEYWORDS = words(
    """
    access after alias all architecture array assert assume assume_guarantee attribute begin
    block body buffer bus case component configuration constant context cover default
    disconnect downto else elsif end entity exit fairness file for force function generate
    generic group guarded if impure in inertial inout is label library linkage literal loop
    map new next null of on open others out package parameter port postponed procedure
    process property protected pure range record register reject release report return
    select sequence severity shared signal strong subtype then to transport type unaffected
    units until use variable vmode vprop vunit wait when while with
    """
)
_VHDL_TYPES = words(
    """
    bit bit_vector boolean boolean_vector character integer integer_vector natural positive
    real real_vector severity_level signed std_logic std_logic_vector std_ulogic
    std_ulogic_vector string time time_vector unsigned
    """
)
_VHDL_OPERATORS = words(
    """
    abs and mod nand nor not or rem rol ror sla sll sra srl xnor xor
    """
)

_NAME = "[a-zA-Z_][a-zA-Z0-9_]*"

VERILOG = Lexer(
    {
        "expression line start": [
            Include("blank"),
            Rule(r"`define", "cp", "macro"),
            Rule(r"", "", "#pop"),
        ],
        "line start": [Rule(rf"{_NAME}:(?!:)", "nl"), Include("expression line start")],
        "blank": [
            Rule(r"[ \t\r]+|\\\n", ""),
            Rule(r"/(?:\\\n)?[*].*?[*](?:\\\n)?/", "cm", opener=r"/(?:\\\n)?[*]", flags=re.DOTALL),
        ],
        "white space": [
            Rule(r"\n+", "", "line start"),
            Rule(r"//.*?$", "c1", "line start"),
            Include("blank"),
        ],
        "root": [
            Rule(r"\n+", "", "expression line start"),
            Include("white space"),
            Rule(r"", "", "statement"),
        ],
        "string": [
            Rule(r'"', "s", "#pop"),
            Rule(r"""\\(?:[\\abfnrtv"']|x[a-fA-F0-9]{2,4}|[0-7]{1,3})""", "se"),
            Rule(r'[^\\"\n]+|\\\n?', "s"),
        ],
        "statement": [
            Include("white space"),
            Rule(r'L?"', "s", "string"),
            Rule(
                r"(?:[0-9_]+\.[0-9_]*|[0-9_]*\.[0-9_]+)(?:e[+-]?[0-9_]+)?|[0-9_]+e[+-]?[0-9_]+",
                "mf",
                flags=re.IGNORECASE,
            ),
            Rule(r"[0-9]*'h[0-9a-fA-F_?]+", "mh"),
            Rule(r"[0-9]*'b?[01xz_?]+", "mb"),
            Rule(r"[0-9]*'d[0-9_?]+", "mi"),
            Rule(r"[0-9_]+[luLU]*", "mi"),
            Rule(r"[-~!%^&*+=|?:<>/@{}]", "o"),
            Rule(r"[()\[\],.$#;]", "p"),
            Rule(r"`\w+", "cp"),
            Rule(
                _NAME,
                Words({"k": _VERILOG_KEYWORDS, "kt": _VERILOG_TYPES, "nb": _VERILOG_TASKS}, "n"),
            ),
        ],
        "macro": [
            Rule(r"\n", "cp", "#pop"),
            Include("blank"),
            Rule(r";", "p"),
            Rule(r"=", "o"),
            Rule(r"\w+", ""),
        ],
    }
)

VHDL = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"--.*$", "c1"),
            Rule(r"-?\d+", "mi"),
            Rule(r'[boxBOX]?"[^"]*"', "s1"),
            Rule(r"'[^']?'", "sc"),
            Rule(r"'[a-zA-Z][a-zA-Z0-9_]*", "na"),
            Rule(r"[(),:;]", "p"),
            Rule(r"(?:true|false|null)\b", "nb", flags=re.IGNORECASE),
            Rule(
                r"[a-zA-Z][a-zA-Z0-9_]*",
                Words(
                    {"k": _VHDL_KEYWORDS, "kt": _VHDL_TYPES, "ow": _VHDL_OPERATORS},
                    "n",
                    fold=str.lower,
                ),
            ),
            Rule(r"[#&'*+./<=>?@^-]", "o"),
        ],
    }
)
