# What fish completes after ncfe-kb: the command itself tells, given the words up to the cursor.
function __ncfe_kb_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l token (commandline -ct)
    set -l found (_NCFE_KB_COMPLETE=fish command ncfe-kb $words "$token" 2>/dev/null)
    switch "$found[1]"
        case \tfile
            __fish_complete_path "$token"
        case \tdir
            __fish_complete_directories "$token"
        case '*'
            string join \n -- $found
    end
end
complete --command ncfe-kb --no-files --arguments '(__ncfe_kb_complete)'
