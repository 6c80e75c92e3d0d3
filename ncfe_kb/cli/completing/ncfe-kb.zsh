#compdef ncfe-kb
# What zsh completes after ncfe-kb: the command itself tells, given the words up to the cursor.
_ncfe_kb() {
    local line
    local -a values shown
    _NCFE_KB_COMPLETE=zsh command ncfe-kb "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2>/dev/null |
        while IFS= read -r line; do
            case $line in
            $'\tfile') _files && return ;;
            $'\tdir') _files -/ && return ;;
            esac
            values+=("${line%%$'\t'*}")
            shown+=("${line//$'\t'/  -- }")
        done
    (($#values)) && compadd -U -l -d shown -a values
}
if [[ $funcstack[1] == _ncfe_kb ]]; then
    _ncfe_kb "$@"
else
    compdef _ncfe_kb ncfe-kb
fi
