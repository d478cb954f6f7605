"""Erlang as Rouge reads it."""

from curator.rendering.highlighting.engine import Lexer, Rule
from curator.rendering.highlighting.lexers.vocabulary import one_of

_KEYWORDS = one_of(
    """
    after begin case catch cond end fun if let of query receive try when
    """
)
_BUILTINS = one_of(
    """
    abs append_element apply atom_to_list binary_to_list binary_to_term bit_size
    bitstring_to_list bump_reductions byte_size cancel_timer check_process_code delete_module
    demonitor disconnect_node display element erase exit float float_to_list fun_info
    fun_to_list function_exported garbage_collect get get_keys group_leader hash hd
    integer_to_list iolist_size iolist_to_binary is_atom is_binary is_bitstring is_boolean
    is_builtin is_float is_function is_integer is_list is_number is_pid is_port is_process_alive
    is_record is_reference is_tuple length link list_to_atom list_to_binary list_to_bitstring
    list_to_existing_atom list_to_float list_to_integer list_to_pid list_to_tuple load_module
    localtime_to_universaltime make_tuple md5 md5_final md5_update memory module_loaded monitor
    monitor_node node nodes open_port phash phash2 pid_to_list port_call port_close port_command
    port_connect port_control port_info port_to_list process_display process_flag process_info
    purge_module put read_timer ref_to_list register resume_process round send send_after
    send_nosuspend set_cookie setelement size spawn spawn_link spawn_monitor spawn_opt
    split_binary start_timer statistics suspend_process system_flag system_info system_monitor
    system_profile term_to_binary tl trace trace_delivered trace_info trace_pattern trunc
    tuple_size tuple_to_list universaltime_to_localtime unlink unregister whereis
    """
)
_WORD_OPERATORS = one_of(
    """
    and andalso band bnot bor bsl bsr bxor div not or orelse rem xor
    """
)

_ATOM = r"(?:[a-z][a-zA-Z0-9_]*|'[^\n']*[^\\]')"
_VARIABLE = r"[A-Z_][a-zA-Z0-9_]*"
_MACRO = f"(?:{_VARIABLE}|{_ATOM})"
_ESCAPE = r"""\\(?:[bdefnrstv'"\\/]|[0-7][0-7]?[0-7]?|\^[a-zA-Z])"""
_BASE = "(?:[2-9]|[12][0-9]|3[0-6])"

ERLANG = Lexer(
    {
        "root": [
            Rule(r"\s+", ""),
            Rule(r"%.*\n", "c", opener="%"),
            Rule(rf"{_KEYWORDS}\b", "k"),
            Rule(rf"{_BUILTINS}\b", "nb"),
            Rule(rf"{_WORD_OPERATORS}\b", "ow"),
            Rule(r"^-", "p", "directive"),
            Rule(r"\+\+?|--?|\*|/|<|>|/=|=:=|=/=|=<|>=|==?|<-|!|\?", "o"),
            Rule(r'"', "s", "string"),
            Rule(rf"({_ATOM})(:)", ("nn", "p")),
            Rule(rf"({_ATOM})(\s*)(\()", ("nf", "", "p")),
            Rule(rf"{_BASE}#[0-9a-zA-Z]+|\d+", "mi"),
            Rule(r'[\]\[:_@".{}()|;,]', "p"),
            Rule(_VARIABLE, "nv"),
            Rule(_ATOM, "n"),
            Rule(rf"\$(?:{_ESCAPE}|\\[ %]|[^\\])", "sc"),
            Rule(rf"#{_ATOM}(?::?\.{_ATOM})?", "nl"),
        ],
        "string": [
            Rule(_ESCAPE, "se"),
            Rule(r'"', "s", "#pop"),
            Rule(r"~[0-9.*]*[~#+bBcdefginpPswWxX]", "si"),
            Rule(r'[^"\\~]+|~', "s"),
        ],
        "directive": [
            Rule(rf"(define)(\s*)(\()({_MACRO})", ("ni", "", "p", "no"), "#pop"),
            Rule(rf"(record)(\s*)(\()({_MACRO})", ("ni", "", "p", "nl"), "#pop"),
            Rule(_ATOM, "ni", "#pop"),
        ],
    }
)
