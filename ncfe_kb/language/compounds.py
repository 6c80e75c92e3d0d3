"""What may be a part of a Danish compound, and what only looks like one."""

SHORTEST_PART = 4
"""Letters that a part has at least: shorter ones stand inside too many simple words."""
LINKS = "se"
"""The letters that link two parts: bekymring-s-samtale, pris-e."""
_BAD = """
    agtig ation baren bart bere berg bler drag eder elig elige elser ende ener enhed erne esse ette even ever
    feld fore fuld fulde gang gennem ghed hand heden heder hold hver ible ikke ilde inde indre iner ingen inger
    ings inter iske isme isten ister ivet lade land lande lang lede lege lende lere lerne lige liges ligt line
    liste lose løse løst meld ment menter mere mest mode nede nelse nere ners ness ning ninger olog ologi onal
    onel oner over partner pere pers port rede reder rende rene rens rere reres rets ring ringe ringer risk rist
    rose rum rund sang scene sede selv side sige skab skaber skabet skal ske sken sker skere somme somt stand
    stande sted stel stem sten sterne stige stik stil stille sting store strid styr tale talt teret terne tige
    ting tion tioner tisk tiske tive tiver tivt trin tter tung turen tyve ulig under undt unge vare varer vende
    ville vind ydre ytte
"""
BAD_PARTS = frozenset(_BAD.split())
"""Endings and chance words that the rule of four letters lets through."""
