# What bash completes after ncfe-kb: the command itself tells, given the line up to the cursor.
_ncfe_kb() {
    local line IFS=$'\n'
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        $'\tfile') compopt -o filenames 2>/dev/null && COMPREPLY=($(compgen -f -- "$2")) ;;
        $'\tdir') compopt -o filenames 2>/dev/null && COMPREPLY=($(compgen -d -- "$2")) ;;
        *) COMPREPLY+=("$line") ;;
        esac
    done < <(_NCFE_KB_COMPLETE=bash command ncfe-kb "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
}
complete -F _ncfe_kb ncfe-kb
